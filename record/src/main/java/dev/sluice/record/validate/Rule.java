package dev.sluice.record.validate;

import com.google.re2j.Pattern;
import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One rule about single values.
 *
 * @param key as the definition spells it
 * @param expected what a value must be, for a violation
 * @param holds of a value that is not null
 */
record Rule(String key, String expected, Predicate<Object> holds) {

    static List<Rule> of(Column column) {
        Rules rules = column.rules();
        List<Rule> all = new ArrayList<>();
        Object min = rules.min();
        if (min != null) {
            all.add(new Rule("min", ">= " + min, value -> !isNaN(value) && compare(value, min) >= 0));
        }
        Object max = rules.max();
        if (max != null) {
            all.add(new Rule("max", "<= " + max, value -> !isNaN(value) && compare(value, max) <= 0));
        }
        int minLength = rules.minLength();
        if (minLength > 0) {
            all.add(new Rule("min-length", "a length >= " + minLength, value -> length(value) >= minLength));
        }
        int maxLength = rules.maxLength();
        if (maxLength < Integer.MAX_VALUE) {
            all.add(new Rule("max-length", "a length <= " + maxLength, value -> length(value) <= maxLength));
        }
        Pattern pattern = rules.pattern();
        if (pattern != null) {
            Predicate<String> whole = SimplePattern.of(pattern);
            all.add(new Rule("pattern", pattern.pattern(), value -> whole.test((String) value)));
        }
        Set<Object> oneOf = rules.oneOf();
        if (!oneOf.isEmpty()) {
            String expected = oneOf.stream().map(String::valueOf).collect(Collectors.joining(", ", "one of ", ""));
            all.add(new Rule("one-of", expected, oneOf::contains));
        }
        return all;
    }

    /** Both are of the class of the column's type, and all types with bounds compare. */
    @SuppressWarnings("unchecked")
    private static int compare(Object value, Object bound) {
        return ((Comparable<Object>) value).compareTo(bound);
    }

    /** Java orders NaN above all numbers; it is within no bounds. */
    private static boolean isNaN(Object value) {
        return value instanceof Double number && number.isNaN() || value instanceof Float single && single.isNaN();
    }

    /** Characters as people count them, not UTF-16 units. */
    private static int length(Object value) {
        return value instanceof byte[] bytes
                ? bytes.length
                : ((String) value).codePointCount(0, ((String) value).length());
    }
}
