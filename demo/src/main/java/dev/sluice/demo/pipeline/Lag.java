package dev.sluice.demo.pipeline;

/**
 * How many messages of each topic have not yet come through.
 *
 * @param input XML messages that are not decoded
 * @param rekeyed rows that are not deduplicated
 * @param rows that are not in the RAW zone
 */
public record Lag(long input, long rekeyed, long rows) {

    /** Nothing is known yet: the service has not created its topics. */
    static final Lag UNKNOWN = new Lag(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    public boolean isZero() {
        return input == 0 && rekeyed == 0 && rows == 0;
    }

    @Override
    public String toString() {
        return equals(UNKNOWN)
                ? "waiting for the service"
                : String.format("%,d messages to decode, %,d rows to deduplicate, %,d to write", input, rekeyed, rows);
    }
}
