package dev.sluice.record.decode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * Elements as XML text that stands on its own: written as Canonical XML without comments, with all namespaces in
 * force declared on the outermost element. Not thread-safe.
 *
 * @see <a href="https://www.w3.org/TR/xml-c14n/">Canonical XML 1.0</a>
 */
final class SubtreeCapture {

    private final List<StringBuilder> open = new ArrayList<>();
    private final List<Boolean> nil = new ArrayList<>();
    /** Characters that ended elements of the message came to: with declarations repeated, more than the message. */
    private long total;

    void clear() {
        total = 0;
        open.clear();
        nil.clear();
    }

    boolean isActive() {
        return !open.isEmpty();
    }

    /** @param targets columns that take the element which begins; may be none */
    void begin(ValueTarget[] targets, XmlScanner events) throws RefusedMessageException {
        for (StringBuilder xml : open) {
            writeStart(xml, events, events.namespaces().changedAt(events.depth()));
        }
        if (targets.length > 0) {
            StringBuilder xml = new StringBuilder();
            writeStart(xml, events, events.namespaces().inForce());
            open.add(xml);
            nil.add(Attributes.isNil(events.tag()));
        }
        checkLength(events);
    }

    void end(ValueTarget[] targets, XmlScanner events, RecordCollector collector) throws RefusedMessageException {
        for (StringBuilder xml : open) {
            xml.append("</").append(events.name(events.depth() + 1).qualified).append('>');
        }
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

    void text(XmlScanner events) throws RefusedMessageException {
        String text = events.text().toString(events);
        for (StringBuilder xml : open) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                switch (c) {
                    case '&' -> xml.append("&amp;");
                    case '<' -> xml.append("&lt;");
                    case '>' -> xml.append("&gt;");
                    case '\r' -> xml.append("&#xD;");
                    default -> xml.append(c);
                }
            }
        }
        checkLength(events);
    }

    void processingInstruction(XmlScanner events) throws RefusedMessageException {
        OtherMarkup instruction = events.instruction();
        String data = instruction.data().toString(events).replace("\r\n", "\n").replace('\r', '\n');
        for (StringBuilder xml : open) {
            xml.append("<?").append(instruction.target());
            xml.append(data.isEmpty() ? "" : " ").append(data).append("?>");
        }
        checkLength(events);
    }

    /** The outermost is the longest. */
    private void checkLength(XmlScanner events) throws RefusedMessageException {
        if (!open.isEmpty()) {
            events.checkTextLength(open.get(0).length());
        }
    }

    private static void writeStart(StringBuilder xml, XmlScanner events, SortedMap<String, String> declared)
            throws RefusedMessageException {
        StartTag tag = events.tag();
        xml.append('<').append(events.name(events.depth()).qualified);
        declared.forEach((prefix, uri) -> writeAttribute(xml, prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, uri));
        int[] sorted = IntStream.range(0, tag.size())
                .boxed()
                .sorted(Comparator.comparing(tag::namespace).thenComparing(i -> tag.name(i).local))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i : sorted) {
            writeAttribute(xml, tag.name(i).qualified, tag.value(i).toString());
        }
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
}
