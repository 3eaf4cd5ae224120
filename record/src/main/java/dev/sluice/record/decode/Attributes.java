package dev.sluice.record.decode;

import dev.sluice.record.definition.Step;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;

/** Looks attributes up as paths name them. */
final class Attributes {

    private Attributes() {}

    /**
     * The attribute's value, or null when the element has none. A step with a prefix takes the attribute of its
     * namespace. One without takes the attribute without a namespace, or where there is none, the one of that local
     * name.
     */
    static @Nullable Utf8Text value(StartTag element, Step name) throws RefusedMessageException {
        int last = -1;
        for (int i = 0; i < element.size(); i++) {
            if (!element.name(i).local.equals(name.local())) {
                continue;
            }
            String namespace = element.namespace(i);
            if (name.namespace() == null ? namespace.isEmpty() : namespace.equals(name.namespace())) {
                return element.value(i);
            }
            if (name.namespace() == null) {
                last = last == -1 ? i : last;
            }
        }
        return last == -1 ? null : element.value(last);
    }

    /** {@code xsi:nil="true"}: the element is there to say that there is no value. */
    static boolean isNil(StartTag element) throws RefusedMessageException {
        for (int i = 0; element.hasPrefixes() && i < element.size(); i++) {
            boolean isNamedSo = element.name(i).local.equals("nil");
            if (isNamedSo && element.namespace(i).equals(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI)) {
                String nil = element.value(i).toString().strip();
                return nil.equals("true") || nil.equals("1");
            }
        }
        return false;
    }
}
