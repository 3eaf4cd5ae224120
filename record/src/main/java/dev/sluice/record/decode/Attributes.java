package dev.sluice.record.decode;

import dev.sluice.record.definition.Step;
import java.util.Objects;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Looks attributes up as paths name them. */
final class Attributes {

    private Attributes() {}

    /**
     * The attribute's value, or null when the element has none. A step with a prefix takes the attribute of its
     * namespace. One without takes the attribute without a namespace, or where there is none, the one of that local
     * name.
     */
    static @Nullable String value(XMLStreamReader element, Step name) {
        int last = -1;
        for (int i = 0; i < element.getAttributeCount(); i++) {
            if (!element.getAttributeLocalName(i).equals(name.local())) {
                continue;
            }
            String namespace = Objects.requireNonNullElse(element.getAttributeNamespace(i), "");
            if (name.namespace() == null ? namespace.isEmpty() : namespace.equals(name.namespace())) {
                return element.getAttributeValue(i);
            }
            if (name.namespace() == null) {
                last = last == -1 ? i : last;
            }
        }
        return last == -1 ? null : element.getAttributeValue(last);
    }
}
