package dev.sluice.record.definition;

/**
 * What becomes of a column whose path leads to several values.
 *
 * @param separator between values that are joined, else ""
 */
public record Repeat(Kind kind, String separator) {

    /** How several values become one. */
    public enum Kind {
        /** They do not: a violation. */
        ERROR,
        FIRST,
        LAST,
        /** Elements of a list, which the column's type must be. */
        LIST,
        /** One text, of those that are not null. */
        JOIN
    }

    static Repeat of(Kind kind) {
        return new Repeat(kind, "");
    }
}
