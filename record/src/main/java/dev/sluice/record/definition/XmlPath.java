package dev.sluice.record.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands: a subset of XPath, resolved against the definition's namespaces.
 *
 * @param text as the definition spells it
 * @param absolute from the root of the document, else from the record
 * @param steps down the elements; empty for {@code .} and for an attribute of the record itself
 * @param attribute the attribute that the path ends with; null when it ends with an element
 */
public record XmlPath(
        String text,
        boolean absolute,
        List<Step> steps,
        @Nullable Step attribute) {

    public XmlPath {
        steps = List.copyOf(steps);
    }

    @Override
    public String toString() {
        return text;
    }
}
