package dev.sluice.record.definition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sluice.record.value.ValueDecoder;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads the rules of a column; their literals must be values of its type. */
final class RulesReader {

    private final Fields fields;
    private final ColumnType type;
    private final ValueDecoder literals;

    /** @param type of one value: the element's type, for a list */
    RulesReader(Fields fields, ColumnType type, ValueDecoder literals) {
        this.fields = fields;
        this.type = type;
        this.literals = literals;
    }

    Rules read() {
        Object min = literal("min");
        Object max = literal("max");
        if (min != null && max != null && compare(min, max) > 0) {
            fields.invalid("max", String.valueOf(fields.text("max")), "no less than min");
        }
        int minLength = fields.count("min-length", 0, 0);
        int maxLength = fields.count("max-length", Integer.MAX_VALUE, 0);
        if (minLength > maxLength) {
            fields.invalid("max-length", String.valueOf(maxLength), "no less than min-length");
        }
        return new Rules(
                fields.isTrue("required"),
                min,
                max,
                minLength,
                maxLength,
                pattern(),
                oneOf(),
                fields.choice("on-violation", OnViolation.REJECT));
    }

    private @Nullable Object literal(String key) {
        String text = type.isNumber() || type.isTemporal() ? fields.text(key) : null;
        Object value = text == null ? null : literals.decode(text);
        if (text != null && (value == null || value == ValueDecoder.INVALID)) {
            fields.invalid(key, text, literals.expected());
            return null;
        }
        return value;
    }

    /** Both are of the type's class, which every type with bounds can compare. */
    @SuppressWarnings("unchecked")
    private static int compare(Object a, Object b) {
        return ((Comparable<Object>) a).compareTo(b);
    }

    private @Nullable Pattern pattern() {
        String regex = fields.text("pattern");
        try {
            return regex == null ? null : Pattern.compile(regex);
        } catch (PatternSyntaxException invalid) {
            fields.invalid(
                    "pattern",
                    String.valueOf(regex),
                    "a regular expression in RE2's syntax (" + invalid.getDescription() + ")");
            return null;
        }
    }

    private Set<Object> oneOf() {
        Set<Object> values = new LinkedHashSet<>();
        for (ScalarNode node : fields.texts("one-of")) {
            Object value = literals.decode(node.getValue());
            if (value == null || value == ValueDecoder.INVALID) {
                fields.invalid("one-of", node.getValue(), literals.expected());
            } else {
                values.add(value);
            }
        }
        if (fields.has("one-of") && values.isEmpty()) {
            fields.invalid("one-of", "nothing", "at least one value");
        }
        return values;
    }
}
