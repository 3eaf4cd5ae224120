package dev.sluice.record.compatibility;

import dev.sluice.record.definition.OnViolation;
import dev.sluice.record.definition.Rules;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a changed rule of a column means for records that keep the old one, and for those that do not. */
enum RuleChange {
    /** Every record that keeps the old rule keeps the new one. */
    LOOSER,
    /** Every record that keeps the new rule keeps the old one. */
    STRICTER,
    /** Neither is so, or nobody can tell. */
    OTHER;

    static final Set<String> KEYS =
            Set.of("required", "min", "max", "min-length", "max-length", "pattern", "one-of", "on-violation");

    static RuleChange of(String key, Rules from, Rules to) {
        return switch (key) {
            case "required" -> to.required() ? STRICTER : LOOSER;
            case "min" -> ofBounds(from.min(), to.min(), -1);
            case "max" -> ofBounds(from.max(), to.max(), 1);
            case "min-length" -> to.minLength() > from.minLength() ? STRICTER : LOOSER;
            case "max-length" -> to.maxLength() < from.maxLength() ? STRICTER : LOOSER;
            case "one-of" -> ofSets(from.oneOf(), to.oneOf());
            case "on-violation" -> of(to.onViolation());
            default -> to.pattern() == null ? LOOSER : from.pattern() == null ? STRICTER : OTHER;
        };
    }

    static RuleChange of(OnViolation to) {
        return to == OnViolation.FLAG ? LOOSER : STRICTER;
    }

    /** @param onViolation of the new rule */
    String effect(OnViolation onViolation) {
        if (this == LOOSER) {
            return "Looser: what was accepted still is; files and tables stay as they are.";
        }
        String where = onViolation == OnViolation.FLAG
                ? "New rows may be flagged in _quality_flags that were not before"
                : "Records that were accepted may be rejected";
        return this == STRICTER
                ? "Stricter: " + where.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + where.substring(1)
                        + "; rows that are there stay as they are."
                : where + ", and the other way; rows that are there stay as they are.";
    }

    /** @param outward sign of a bound that lets more through, when compared with one that lets less through */
    @SuppressWarnings("unchecked")
    private static RuleChange ofBounds(@Nullable Object from, @Nullable Object to, int outward) {
        if (from == null || to == null) {
            return to == null ? LOOSER : STRICTER;
        }
        if (from.getClass() != to.getClass()) {
            return OTHER;
        }
        return ((Comparable<Object>) to).compareTo(from) * outward >= 0 ? LOOSER : STRICTER;
    }

    private static RuleChange ofSets(Set<Object> from, Set<Object> to) {
        if (to.isEmpty() || (!from.isEmpty() && to.containsAll(from))) {
            return LOOSER;
        }
        return from.isEmpty() || from.containsAll(to) ? STRICTER : OTHER;
    }
}
