package dev.sluice.record.decode;

import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamReader;

/** {@code xsi:nil="true"}: the element is there to say that there is no value. */
final class Nil {

    private Nil() {}

    static boolean isMarked(XMLStreamReader element) {
        if (element.getAttributeCount() == 0) {
            return false;
        }
        String nil = element.getAttributeValue(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil");
        return nil != null && (nil.strip().equals("true") || nil.strip().equals("1"));
    }
}
