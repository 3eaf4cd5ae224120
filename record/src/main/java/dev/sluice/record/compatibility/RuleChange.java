package dev.sluice.record.compatibility;

import dev.sluice.record.definition.Rules;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether every record that kept the old rule keeps the new one. */
final class RuleChange {

    static final Set<String> KEYS =
            Set.of("required", "min", "max", "min-length", "max-length", "pattern", "one-of", "on-violation");

    private RuleChange() {}

    static boolean isLooser(String key, Rules from, Rules to) {
        return switch (key) {
            case "required" -> !to.required();
            case "min" -> to.min() == null || compare(to.min(), from.min()) <= 0;
            case "max" -> to.max() == null || compare(from.max(), to.max()) <= 0;
            case "min-length" -> to.minLength() <= from.minLength();
            case "max-length" -> to.maxLength() >= from.maxLength();
            case "one-of" ->
                to.oneOf().isEmpty() || !from.oneOf().isEmpty() && to.oneOf().containsAll(from.oneOf());
            case "on-violation" -> to.onViolation() == dev.sluice.record.definition.OnViolation.FLAG;
            default -> to.pattern() == null;
        };
    }

    /** A positive number when they cannot be compared: then nothing says that the rule is looser. */
    @SuppressWarnings("unchecked")
    private static int compare(@Nullable Object a, @Nullable Object b) {
        return a == null || b == null || a.getClass() != b.getClass() ? 1 : ((Comparable<Object>) a).compareTo(b);
    }
}
