package dev.sluice.demo.books;

/**
 * Ids of records, such as {@code KX-482913377120}: unique among all of one seed by construction, so that the truth
 * needs no memory of what was sent, and in no order.
 */
final class BookId {

    private static final long IDS = 1_000_000_000_000L;
    // Without a common divisor with IDS: multiplying by it moves every number to another place, none to the same.
    private static final long SCATTER = 7_654_321;
    private static final int LETTERS = 26;

    private BookId() {}

    static String of(long seed, long index, int slot) {
        long mixed = Mix.of(seed, -1, -1);
        long first = Long.remainderUnsigned(mixed, IDS);
        long number = (first + index * MessagePlan.MOST_BOOKS + slot) % IDS * SCATTER % IDS;
        char one = (char) ('A' + Math.floorMod(mixed >> 8, LETTERS));
        char two = (char) ('A' + Math.floorMod(mixed >> 16, LETTERS));
        return String.format("%c%c-%012d", one, two, number);
    }

    /** What an id adds to the checksum over ids: its last six digits. */
    static long checksum(String id) {
        return Long.parseLong(id.substring(9));
    }
}
