package dev.sluice.record.decode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;
import javax.xml.stream.XMLStreamReader;

/**
 * Elements as XML text that stands on its own: written as Canonical XML without comments, with all namespaces in
 * force declared on the outermost element. Not thread-safe.
 *
 * @see <a href="https://www.w3.org/TR/xml-c14n/">Canonical XML 1.0</a>
 */
final class SubtreeCapture {

    private final NamespaceScopes namespaces = new NamespaceScopes();
    private final List<StringBuilder> open = new ArrayList<>();
    private final List<Boolean> nil = new ArrayList<>();
    /** Characters that ended elements of the message came to: with declarations repeated, more than the message. */
    private long total;

    void clear() {
        total = 0;
        namespaces.clear();
        open.clear();
        nil.clear();
    }

    boolean isActive() {
        return !open.isEmpty();
    }

    /** @param targets columns that take the element which begins; may be none */
    void begin(ValueTarget[] targets, XmlEvents events) throws RefusedMessageException {
        namespaces.begin(events.element());
        for (StringBuilder xml : open) {
            writeStart(xml, events.element(), namespaces.ofInnermost());
        }
        if (targets.length > 0) {
            StringBuilder xml = new StringBuilder();
            writeStart(xml, events.element(), namespaces.inForce());
            open.add(xml);
            nil.add(Nil.isMarked(events.element()));
        }
        checkLength(events);
    }

    void end(ValueTarget[] targets, XmlEvents events, RecordCollector collector) throws RefusedMessageException {
        for (StringBuilder xml : open) {
            xml.append("</").append(name(events.element())).append('>');
        }
        namespaces.end();
        if (targets.length > 0) {
            String xml = open.remove(open.size() - 1).toString();
            boolean isNil = nil.remove(nil.size() - 1);
            total += xml.length();
            events.checkTotalLength(total);
            for (ValueTarget target : targets) {
                if (isNil) {
                    target.putNull(collector);
                } else {
                    target.put(collector, xml);
                }
            }
        }
    }

    void text(XmlEvents events) throws RefusedMessageException {
        char[] text = events.text();
        int end = events.textStart() + events.textLength();
        for (StringBuilder xml : open) {
            for (int i = events.textStart(); i < end; i++) {
                switch (text[i]) {
                    case '&' -> xml.append("&amp;");
                    case '<' -> xml.append("&lt;");
                    case '>' -> xml.append("&gt;");
                    case '\r' -> xml.append("&#xD;");
                    default -> xml.append(text[i]);
                }
            }
        }
        checkLength(events);
    }

    void processingInstruction(XmlEvents events) throws RefusedMessageException {
        for (StringBuilder xml : open) {
            events.writeProcessingInstruction(xml);
        }
        checkLength(events);
    }

    /** The outermost is the longest. */
    private void checkLength(XmlEvents events) throws RefusedMessageException {
        if (!open.isEmpty()) {
            events.checkTextLength(open.get(0).length());
        }
    }

    private static void writeStart(StringBuilder xml, XMLStreamReader element, SortedMap<String, String> declared) {
        xml.append('<').append(name(element));
        declared.forEach((prefix, uri) -> writeAttribute(xml, prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, uri));
        IntStream.range(0, element.getAttributeCount())
                .boxed()
                .sorted(Comparator.<Integer, String>comparing(i -> orEmpty(element.getAttributeNamespace(i)))
                        .thenComparing(element::getAttributeLocalName))
                .forEach(i -> writeAttribute(
                        xml,
                        prefixed(element.getAttributePrefix(i), element.getAttributeLocalName(i)),
                        element.getAttributeValue(i)));
        xml.append('>');
    }

    private static void writeAttribute(StringBuilder xml, String name, String value) {
        xml.append(' ').append(name).append("=\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '"' -> xml.append("&quot;");
                case '\t' -> xml.append("&#x9;");
                case '\n' -> xml.append("&#xA;");
                case '\r' -> xml.append("&#xD;");
                default -> xml.append(c);
            }
        }
        xml.append('"');
    }

    private static String name(XMLStreamReader element) {
        return prefixed(element.getPrefix(), element.getLocalName());
    }

    private static String prefixed(String prefix, String local) {
        return orEmpty(prefix).isEmpty() ? local : prefix + ":" + local;
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
