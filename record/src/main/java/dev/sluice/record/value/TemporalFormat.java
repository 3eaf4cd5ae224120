package dev.sluice.record.value;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** A pattern of {@link DateTimeFormatter}, strict, with English names and {@code y} for the proleptic year. */
final class TemporalFormat {

    private TemporalFormat() {}

    /** @throws IllegalArgumentException when it is no pattern, or one for the week-based year */
    static DateTimeFormatter of(String pattern) {
        StringBuilder proleptic = new StringBuilder(pattern.length());
        boolean quoted = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            }
            if (!quoted && c == 'Y') {
                throw new IllegalArgumentException("Y is the year of the week, wrong around New Year; use y");
            }
            proleptic.append(!quoted && c == 'y' ? 'u' : c);
        }
        return new DateTimeFormatterBuilder()
                .appendPattern(proleptic.toString())
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
