package dev.sluice.record.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a path: the name of an element, or of the attribute a path ends with.
 *
 * @param prefix as the definition spells it; null when the step has none
 * @param namespace the prefix stands for; null when the step has no prefix and so matches in every namespace
 * @param local the local name, or {@link #ANY}
 * @param predicates that the element must satisfy, in their order; none for an attribute
 */
public record Step(@Nullable String prefix, @Nullable String namespace, String local, List<Predicate> predicates) {

    /** In the place of a local name: every one. */
    public static final String ANY = "*";

    public Step {
        predicates = List.copyOf(predicates);
    }

    public boolean isAny() {
        return local.equals(ANY);
    }

    /** Whether the name is the step's; predicates are another matter. */
    public boolean matches(@Nullable String elementNamespace, String elementLocal) {
        return (isAny() || local.equals(elementLocal)) && (namespace == null || namespace.equals(elementNamespace));
    }

    /** Whether every element that the other step lets through is let through by this one as well. */
    boolean covers(Step other) {
        return coversNameOf(other) && (predicates.isEmpty() || predicates.equals(other.predicates));
    }

    boolean coversNameOf(Step other) {
        return (isAny() || local.equals(other.local)) && (namespace == null || namespace.equals(other.namespace));
    }

    /** Whether there are names that both match. */
    boolean meetsNameOf(Step other) {
        return (isAny() || other.isAny() || local.equals(other.local))
                && (namespace == null || other.namespace == null || namespace.equals(other.namespace));
    }

    /** The name alone. */
    @Override
    public String toString() {
        return prefix == null ? local : prefix + ":" + local;
    }
}
