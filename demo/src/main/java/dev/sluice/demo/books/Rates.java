package dev.sluice.demo.books;

/**
 * How much of what is generated is unusual, each as a share from 0 to 1.
 *
 * @param duplicates of the records, that were sent before
 * @param malformed of the messages
 * @param invalid of the records, that break a rule of the definition
 * @param late of the records, whose event happened long before they are sent
 */
public record Rates(double duplicates, double malformed, double invalid, double late) {

    public static final Rates DEFAULT = new Rates(0.05, 0.005, 0.005, 0.01);

    public Rates {
        check("duplicates", duplicates);
        check("malformed", malformed);
        check("invalid", invalid);
        check("late", late);
    }

    private static void check(String name, double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("Invalid " + name + ": " + rate + ", expected 0 to 1");
        }
    }
}
