package dev.sluice.record.definition;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with a unit: {@code 16MiB}, {@code 24h}. */
final class Quantities {

    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,9})\\s*([A-Za-z]*)");
    private static final Map<String, Long> BYTES =
            Map.of("", 1L, "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);
    private static final Map<String, Duration> TIMES = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Quantities() {}

    /** @throws NumberFormatException when it is none */
    static long bytes(String text) {
        return quantity(text, BYTES).number() * quantity(text, BYTES).unit();
    }

    /** @throws NumberFormatException when it is none */
    static Duration duration(String text) {
        Quantity<Duration> quantity = quantity(text, TIMES);
        return quantity.unit().multipliedBy(quantity.number());
    }

    private static <U> Quantity<U> quantity(String text, Map<String, U> units) {
        Matcher matcher = QUANTITY.matcher(text);
        U unit = matcher.matches() ? units.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new NumberFormatException(text);
        }
        return new Quantity<>(Long.parseLong(matcher.group(1)), unit);
    }

    private record Quantity<U>(long number, U unit) {}
}
