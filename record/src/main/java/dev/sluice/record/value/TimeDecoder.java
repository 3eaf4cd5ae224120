package dev.sluice.record.value;

import java.time.LocalTime;

/** {@code 09:15:00.25}; 24:00:00 is midnight. An offset is checked and dropped: the time is the one written. */
final class TimeDecoder extends AtomicDecoder {

    private static final long NANOS_PER_MICRO = 1_000;

    TimeDecoder() {
        super("time in whole microseconds, such as 09:15:00.25");
    }

    @Override
    Object decodeTrimmed(byte[] text, int from, int to) {
        int end = XsdTemporal.endOfTime(text, from, to);
        if (end == XsdTemporal.NONE) {
            return INVALID;
        }
        long micros = XsdTemporal.timeMicros(text, from, end);
        if (micros == XsdTemporal.NONE || end < to && XsdTemporal.offsetSeconds(text, end, to) == XsdTemporal.NONE) {
            return INVALID;
        }
        return LocalTime.ofNanoOfDay(micros % XsdTemporal.MICROS_PER_DAY * NANOS_PER_MICRO);
    }
}
