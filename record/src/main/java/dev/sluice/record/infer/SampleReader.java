package dev.sluice.record.infer;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads samples, and notes which prefixes they have for their namespaces. */
final class SampleReader {

    private static final String DEFAULT_PREFIX = "ns";

    private final Map<String, String> prefixesByNamespace = new LinkedHashMap<>();
    private boolean doctype;

    /** Never fetches or expands anything: entities of a DTD stay unresolved. */
    Sample read(String source, byte[] message) throws CannotInferException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(message));
            return read(reader);
        } catch (XMLStreamException e) {
            throw new CannotInferException(source + " is no XML");
        }
    }

    boolean sawDoctype() {
        return doctype;
    }

    /** Prefix to namespace; every namespace has one prefix. */
    Map<String, String> namespaces() {
        Map<String, String> namespaces = new LinkedHashMap<>();
        prefixesByNamespace.forEach((namespace, prefix) -> namespaces.put(prefix, namespace));
        return namespaces;
    }

    private Sample read(XMLStreamReader reader) throws XMLStreamException {
        Deque<Sample> open = new ArrayDeque<>();
        while (true) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    Sample element = element(reader);
                    if (!open.isEmpty()) {
                        open.element().children().add(element);
                    }
                    open.push(element);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    open.element().text().append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    Sample ended = open.pop();
                    if (open.isEmpty()) {
                        return ended;
                    }
                }
                case XMLStreamConstants.DTD -> doctype = true;
                default -> {
                    // Comments and processing instructions are no part of a value.
                }
            }
        }
    }

    private Sample element(XMLStreamReader reader) {
        Sample element = new Sample(named(reader.getName()));
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            QName attribute = reader.getAttributeName(i);
            if (!attribute.getNamespaceURI().equals(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI)) {
                element.attributes().put(named(attribute), reader.getAttributeValue(i));
            } else if (attribute.getLocalPart().equals("nil")
                    && reader.getAttributeValue(i).strip().matches("true|1")) {
                element.becomeNil();
            }
        }
        return element;
    }

    /** With the prefix that the definition has for the namespace, whatever prefix this sample has. */
    private QName named(QName name) {
        String namespace = name.getNamespaceURI();
        if (namespace.isEmpty()) {
            return name;
        }
        String prefix = namespace.equals(XMLConstants.XML_NS_URI)
                ? XMLConstants.XML_NS_PREFIX
                : prefixesByNamespace.computeIfAbsent(namespace, any -> freePrefix(name.getPrefix()));
        return new QName(namespace, name.getLocalPart(), prefix);
    }

    private String freePrefix(String wanted) {
        String base = wanted.isEmpty() ? DEFAULT_PREFIX : wanted;
        String prefix = base;
        for (int i = 2; prefixesByNamespace.containsValue(prefix); i++) {
            prefix = base + i;
        }
        return prefix;
    }
}
