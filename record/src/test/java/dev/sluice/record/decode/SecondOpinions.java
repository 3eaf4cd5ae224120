package dev.sluice.record.decode;

import com.ctc.wstx.stax.WstxInputFactory;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import dev.sluice.record.definition.Dtd;
import dev.sluice.record.definition.Limits;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;

/** What parsers that we did not write find in a document, and what our scanner finds, told in the same words. */
final class SecondOpinions {

    private final Map<String, XMLInputFactory> factories = new LinkedHashMap<>();
    private final MessageEncoding encoding = new MessageEncoding();
    private final XmlScanner scanner = new XmlScanner(Limits.DEFAULT, Dtd.REFUSE);

    SecondOpinions() {
        factories.put("Aalto", new InputFactoryImpl());
        factories.put("Woodstox", new WstxInputFactory());
        factories.put("JDK", XMLInputFactory.newDefaultFactory());
        factories.get("JDK").setXMLReporter((message, type, information, location) -> {});
        factories.get("Woodstox").setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        factories.values().forEach(factory -> factory.setProperty(XMLInputFactory.SUPPORT_DTD, false));
        factories
                .values()
                .forEach(factory -> factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false));
    }

    /** For each of them its events; null for one that refuses the document. */
    Map<String, List<String>> of(byte[] document) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        factories.forEach((name, factory) -> all.put(name, events(factory, document)));
        return all;
    }

    private static List<String> events(XMLInputFactory factory, byte[] document) {
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
            Events events = new Events();
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        events.start(reader.getPrefix(), reader.getLocalName(), reader.getNamespaceURI());
                        for (int i = 0; i < reader.getAttributeCount(); i++) {
                            events.attribute(
                                    reader.getAttributeNamespace(i),
                                    reader.getAttributeLocalName(i),
                                    reader.getAttributeValue(i));
                        }
                        for (int i = 0; i < reader.getNamespaceCount(); i++) {
                            events.namespace(reader.getNamespacePrefix(i), reader.getNamespaceURI(i));
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> events.end(reader.getLocalName());
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                        events.text(reader.getText());
                    case XMLStreamConstants.PROCESSING_INSTRUCTION ->
                        events.instruction(reader.getPITarget(), reader.getPIData());
                    case XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.DTD -> {
                        return null;
                    }
                    default -> {}
                }
            }
            // Aalto leaves line ends in the names of namespaces as they are.
            return events.hasLineEndInNamespace && factory instanceof InputFactoryImpl ? null : events.all();
        } catch (XMLStreamException | RuntimeException refused) {
            return null;
        }
    }

    /** @throws RefusedMessageException when it is refused */
    List<String> ours(byte[] document) throws RefusedMessageException {
        scanner.open(encoding.toUtf8(document));
        Events events = new Events();
        while (true) {
            switch (scanner.next()) {
                case XmlScanner.START_ELEMENT -> start(events);
                case XmlScanner.END_ELEMENT -> events.end(scanner.name(scanner.depth() + 1).local);
                case XmlScanner.TEXT -> events.text(scanner.text().toString());
                case XmlScanner.PROCESSING_INSTRUCTION ->
                    events.instruction(
                            scanner.instruction().target(),
                            scanner.instruction().data().toString());
                default -> {
                    return events.all();
                }
            }
        }
    }

    private void start(Events events) throws RefusedMessageException {
        Name name = scanner.name(scanner.depth());
        events.start(name.prefix.text, name.local, name.namespace());
        StartTag tag = scanner.tag();
        for (int i = 0; i < tag.size(); i++) {
            events.attribute(tag.namespace(i), tag.name(i).local, tag.value(i).toString());
        }
        Namespaces namespaces = scanner.namespaces();
        for (int i = namespaces.first(scanner.depth()); i < namespaces.size(); i++) {
            events.namespace(namespaces.prefix(i).text, namespaces.prefix(i).uri);
        }
    }

    /** Adjacent texts are one, because parsers cut them in different places. */
    private static final class Events {

        private final List<String> done = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final TreeSet<String> attributes = new TreeSet<>();
        private String element = "";
        private int depth;
        private boolean hasLineEndInNamespace;

        void start(String prefix, String local, String namespace) {
            flush();
            depth++;
            element = "<" + orEmpty(prefix) + ":" + local + " {" + orEmpty(namespace) + "}";
        }

        void attribute(String namespace, String local, String value) {
            attributes.add(" {" + orEmpty(namespace) + "}" + local + "=" + value);
        }

        void namespace(String prefix, String uri) {
            hasLineEndInNamespace |= orEmpty(uri).matches("(?s).*[\\t\\n\\r].*");
            if (!orEmpty(prefix).equals("xml")) {
                attributes.add(" xmlns:" + orEmpty(prefix) + "=" + orEmpty(uri));
            }
        }

        void end(String local) {
            flush();
            depth--;
            done.add("</" + local);
        }

        void text(String more) {
            flushElement();
            if (depth > 0) {
                text.append(more);
            }
        }

        /** Where lines end as they may be of either kind, and parsers do not agree on whether to tell. */
        void instruction(String target, String data) {
            flush();
            done.add("<?" + target + " " + orEmpty(data).replace("\r\n", "\n").replace('\r', '\n'));
        }

        private void flush() {
            flushElement();
            if (text.length() > 0) {
                done.add("\"" + text);
                text.setLength(0);
            }
        }

        private void flushElement() {
            if (!element.isEmpty()) {
                done.add(element + attributes);
                attributes.clear();
                element = "";
            }
        }

        List<String> all() {
            flush();
            return done;
        }

        private static String orEmpty(String value) {
            return value == null ? "" : value;
        }
    }
}
