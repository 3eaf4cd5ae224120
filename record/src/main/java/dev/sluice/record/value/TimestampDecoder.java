package dev.sluice.record.value;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * {@code 2026-01-31T09:15:00.25+01:00} as a point in time. Without an offset it is one only in a zone; 24:00:00 is
 * the next day's midnight.
 */
final class TimestampDecoder extends AtomicDecoder {

    private final @Nullable LocalTimes zone;

    TimestampDecoder(@Nullable ZoneId zone) {
        super(
                zone == null
                        ? "timestamp with an offset, in whole microseconds, such as 2026-01-31T09:15:00Z"
                        : "timestamp in whole microseconds, such as 2026-01-31T09:15:00, in " + zone);
        this.zone = zone == null ? null : new LocalTimes(zone);
    }

    @Override
    Object decodeTrimmed(byte[] text, int from, int to) {
        int date = XsdTemporal.date(text, from, to);
        int timeStart = from + XsdTemporal.DATE_LENGTH + 1;
        if (date == XsdTemporal.NONE || timeStart >= to || text[timeStart - 1] != 'T') {
            return INVALID;
        }
        int end = XsdTemporal.endOfTime(text, timeStart, to);
        long micros = end == XsdTemporal.NONE ? end : XsdTemporal.timeMicros(text, timeStart, end);
        if (micros == XsdTemporal.NONE) {
            return INVALID;
        }
        LocalDate day = LocalDate.of(XsdTemporal.year(date), XsdTemporal.month(date), XsdTemporal.day(date));
        long second = day.toEpochDay() * 86_400 + micros / XsdTemporal.MICROS_PER_SECOND;
        int nanos = (int) (micros % XsdTemporal.MICROS_PER_SECOND) * 1_000;
        if (end == to) {
            return zone == null
                    ? INVALID
                    : zone.instant(LocalDateTime.ofEpochSecond(second, nanos, java.time.ZoneOffset.UTC));
        }
        int offset = XsdTemporal.offsetSeconds(text, end, to);
        return offset == XsdTemporal.NONE ? INVALID : Instant.ofEpochSecond(second - offset, nanos);
    }
}
