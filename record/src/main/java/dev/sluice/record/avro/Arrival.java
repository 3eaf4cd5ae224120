package dev.sluice.record.avro;

/**
 * When a row came, by its event time.
 *
 * @param delayMillis from the event time to the message's timestamp, negative when the event time is ahead; 0 when the
 *     row has none
 */
public record Arrival(Kind kind, long delayMillis) {

    static final Arrival UNKNOWN = new Arrival(Kind.UNKNOWN, 0);

    public enum Kind {
        /** The row has no event time. */
        UNKNOWN,
        IN_TIME,
        LATE,
        /** The event time is further ahead than clocks and time zones explain. */
        FROM_FUTURE
    }
}
