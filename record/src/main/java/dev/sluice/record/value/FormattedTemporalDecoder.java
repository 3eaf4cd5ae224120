package dev.sluice.record.value;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQuery;
import org.jspecify.annotations.Nullable;

/** Dates, times and timestamps in a pattern of the definition. */
final class FormattedTemporalDecoder extends AtomicDecoder {

    private static final int NANOS_PER_MICRO = 1_000;
    private static final int MAX_YEAR = 9999;
    private static final OffsetDateTime SAMPLE = OffsetDateTime.of(2026, 11, 21, 13, 14, 15, 0, ZoneOffset.ofHours(1));

    private final DateTimeFormatter formatter;
    private final TemporalQuery<Object> result;

    /** @throws IllegalArgumentException when the pattern cannot tell a value of the type */
    private FormattedTemporalDecoder(String type, String pattern, TemporalQuery<Object> result) {
        super(type + " as " + pattern);
        this.formatter = TemporalFormat.of(pattern);
        this.result = result;
        try {
            Object unused = formatter.parse(formatter.format(SAMPLE), result);
        } catch (DateTimeException unusable) {
            throw new IllegalArgumentException("it does not tell a " + type, unusable);
        }
    }

    static FormattedTemporalDecoder ofDate(String pattern) {
        return new FormattedTemporalDecoder("date", pattern, LocalDate::from);
    }

    static FormattedTemporalDecoder ofTime(String pattern) {
        return new FormattedTemporalDecoder("time", pattern, LocalTime::from);
    }

    static FormattedTemporalDecoder ofTimestamp(String pattern, @Nullable ZoneId zone) {
        LocalTimes local = zone == null ? null : new LocalTimes(zone);
        return new FormattedTemporalDecoder("timestamp", pattern, parsed -> instant(parsed, local));
    }

    @Override
    Object decodeTrimmed(byte[] text, int from, int to) {
        try {
            TemporalAccessor parsed = formatter.parse(new String(text, from, to - from, StandardCharsets.UTF_8));
            return isFine(parsed) ? result.queryFrom(parsed) : INVALID;
        } catch (DateTimeException notOfTheFormat) {
            return INVALID;
        }
    }

    private static boolean isFine(TemporalAccessor parsed) {
        boolean wholeMicros = !parsed.isSupported(ChronoField.NANO_OF_SECOND)
                || parsed.get(ChronoField.NANO_OF_SECOND) % NANOS_PER_MICRO == 0;
        if (!wholeMicros || !parsed.isSupported(ChronoField.YEAR)) {
            return wholeMicros;
        }
        int year = parsed.get(ChronoField.YEAR);
        return year >= 1 && year <= MAX_YEAR;
    }

    private static Object instant(TemporalAccessor parsed, @Nullable LocalTimes zone) {
        if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
            return Instant.from(parsed);
        }
        if (zone == null) {
            throw new DateTimeException("neither an offset nor a zone");
        }
        return zone.instant(LocalDateTime.from(parsed));
    }
}
