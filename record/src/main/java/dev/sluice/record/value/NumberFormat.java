package dev.sluice.record.value;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How numbers are written, told by the number 1234.56: {@code 1.234,56} has points between groups of three digits
 * and a decimal comma; {@code 1234,56} only the comma.
 *
 * @param group between groups of three digits; 0 when digits are not grouped
 * @param point before the fraction
 */
public record NumberFormat(String example, char group, char point) {

    private static final Pattern EXAMPLE = Pattern.compile("1([^0-9eE+\\-])?234([^0-9eE+\\-])56");

    public static Optional<NumberFormat> of(String example) {
        Matcher matcher = EXAMPLE.matcher(example);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        char group = matcher.group(1) == null ? 0 : matcher.group(1).charAt(0);
        char point = matcher.group(2).charAt(0);
        return group == point ? Optional.empty() : Optional.of(new NumberFormat(example, group, point));
    }
}
