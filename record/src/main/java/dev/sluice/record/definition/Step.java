package dev.sluice.record.definition;

import org.jspecify.annotations.Nullable;

/**
 * One step of a path: the name of an element, or of the attribute a path ends with.
 *
 * @param prefix as the definition spells it; null when the step has none
 * @param namespace the prefix stands for; null when the step has no prefix and so matches in every namespace
 */
public record Step(@Nullable String prefix, @Nullable String namespace, String local) {

    public boolean matches(String elementNamespace, String elementLocal) {
        return local.equals(elementLocal) && (namespace == null || namespace.equals(elementNamespace));
    }

    /** Whether every name that the other step matches is matched by this one as well. */
    public boolean covers(Step other) {
        return local.equals(other.local) && (namespace == null || namespace.equals(other.namespace));
    }

    @Override
    public String toString() {
        return prefix == null ? local : prefix + ":" + local;
    }
}
