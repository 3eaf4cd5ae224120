package dev.sluice.service.rawzone;

/** Hours of append time, as epoch milliseconds of their start. */
final class IngestHour {

    private static final long MILLIS = 3_600_000;

    private IngestHour() {}

    /** The start of the hour that holds a time. */
    static long of(long millis) {
        return Math.floorDiv(millis, MILLIS) * MILLIS;
    }
}
