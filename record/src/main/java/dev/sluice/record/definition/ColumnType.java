package dev.sluice.record.definition;

/**
 * The type of a column, with the Java class of its values in a {@link dev.sluice.record.decode.Row}:
 *
 * <table>
 * <caption>Types</caption>
 * <tr><td>string, xml</td><td>{@link String}</td></tr>
 * <tr><td>boolean</td><td>{@link Boolean}</td></tr>
 * <tr><td>int, long, float, double</td><td>{@link Integer}, {@link Long}, {@link Float}, {@link Double}</td></tr>
 * <tr><td>decimal(p,s)</td><td>{@link java.math.BigDecimal} of scale s and at most p digits</td></tr>
 * <tr><td>date</td><td>{@link java.time.LocalDate}</td></tr>
 * <tr><td>time</td><td>{@link java.time.LocalTime} of whole microseconds</td></tr>
 * <tr><td>timestamp</td><td>{@link java.time.Instant} of whole microseconds</td></tr>
 * <tr><td>binary</td><td>{@code byte[]}</td></tr>
 * <tr><td>list&lt;T&gt;</td><td>{@link java.util.List} of T's class, whose elements may be null</td></tr>
 * </table>
 */
public sealed interface ColumnType {

    /** The name as a definition spells it, such as {@code decimal(10,2)} or {@code list<string>}. */
    String label();

    /** Whether values are numbers, exact or not. */
    default boolean isNumber() {
        return false;
    }

    /** Whether values are dates, times or points in time. */
    default boolean isTemporal() {
        return false;
    }

    /** Whether values are elements as XML text, alone or in a list. */
    default boolean holdsXml() {
        return this == Simple.XML || (this instanceof ListOf list && list.element() == Simple.XML);
    }

    /** Whether equal values always have one and the same text, so that a key can be built from it. */
    default boolean canBeKey() {
        return false;
    }

    enum Simple implements ColumnType {
        STRING,
        BOOLEAN,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        DATE,
        TIME,
        TIMESTAMP,
        BINARY,
        XML;

        @Override
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public boolean isNumber() {
            return this == INT || this == LONG || this == FLOAT || this == DOUBLE;
        }

        @Override
        public boolean canBeKey() {
            return this == STRING || this == BOOLEAN || this == INT || this == LONG || isTemporal();
        }

        @Override
        public boolean isTemporal() {
            return this == DATE || this == TIME || this == TIMESTAMP;
        }
    }

    /**
     * An exact number.
     *
     * @param precision digits in all, 1 to 38
     * @param scale digits after the point, 0 to precision
     */
    record Decimal(int precision, int scale) implements ColumnType {
        public static final int MAX_PRECISION = 38;

        public Decimal {
            if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("Invalid decimal(" + precision + "," + scale
                        + "), expected a precision of 1 to " + MAX_PRECISION + " and a scale of 0 to the precision");
            }
        }

        @Override
        public String label() {
            return "decimal(" + precision + "," + scale + ")";
        }

        @Override
        public boolean isNumber() {
            return true;
        }

        @Override
        public boolean canBeKey() {
            return true;
        }
    }

    /** @param element any type but a list */
    record ListOf(ColumnType element) implements ColumnType {
        public ListOf {
            if (element instanceof ListOf) {
                throw new IllegalArgumentException("Invalid list<" + element.label() + ">, expected no list in a list");
            }
        }

        @Override
        public String label() {
            return "list<" + element.label() + ">";
        }
    }
}
