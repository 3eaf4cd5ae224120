package dev.sluice.record.definition;

import com.google.re2j.Pattern;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of a column's value; of each element, for a list.
 *
 * @param required there is a value; for a list, at least one element
 * @param min smallest value, of the type's class; null for no bound
 * @param max largest value, of the type's class; null for no bound
 * @param minLength in code points, or in bytes for binary; 0 for no bound
 * @param maxLength in code points, or in bytes for binary; {@link Integer#MAX_VALUE} for no bound
 * @param pattern that the whole text matches, in time linear to its length; null for none
 * @param oneOf the allowed values, of the type's class; empty when all are
 * @param onViolation what becomes of a record that breaks one of them
 */
public record Rules(
        boolean required,
        @Nullable Object min,
        @Nullable Object max,
        int minLength,
        int maxLength,
        @Nullable Pattern pattern,
        Set<Object> oneOf,
        OnViolation onViolation) {

    public Rules {
        oneOf = java.util.Collections.unmodifiableSet(new java.util.LinkedHashSet<>(oneOf));
    }
}
