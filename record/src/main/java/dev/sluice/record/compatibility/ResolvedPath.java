package dev.sluice.record.compatibility;

import dev.sluice.record.definition.Predicate;
import dev.sluice.record.definition.Step;
import dev.sluice.record.definition.XmlPath;

/** A path with namespaces in the place of prefixes, which definitions may choose anew. */
final class ResolvedPath {

    private ResolvedPath() {}

    static String of(XmlPath path) {
        StringBuilder text = new StringBuilder(path.absolute() ? "/" : "");
        path.steps().forEach(step -> text.append(of(step)).append('/'));
        Step attribute = path.attribute();
        return attribute == null ? text.toString() : text + "@" + of(attribute);
    }

    static String of(Step step) {
        StringBuilder text = new StringBuilder();
        if (step.namespace() != null) {
            text.append('{').append(step.namespace()).append('}');
        }
        text.append(step.local());
        for (Predicate predicate : step.predicates()) {
            text.append('[');
            if (predicate instanceof Predicate.Equal equal) {
                text.append(of(equal.path())).append('=').append(equal.value());
            } else if (predicate instanceof Predicate.Position position) {
                text.append(position.number());
            }
            text.append(']');
        }
        return text.toString();
    }
}
