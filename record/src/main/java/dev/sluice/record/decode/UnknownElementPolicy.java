package dev.sluice.record.decode;

import dev.sluice.record.decode.RecordCollector.Draft;
import dev.sluice.record.definition.UnknownElements;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLStreamReader;

/** What is done with an element of a record that no path goes through: chosen once for each definition. */
interface UnknownElementPolicy {

    /** A record with so many of them has told enough. */
    int MAX_VIOLATIONS = 16;

    int MAX_PATH = 1024;

    /**
     * Reads the element that has just begun, up to its end.
     *
     * @param path from the record to the element's parent, with a {@code /} at its end; "" for the record
     */
    void read(XmlEvents events, Draft record, int recordIndex, String path) throws RefusedMessageException;

    static UnknownElementPolicy of(UnknownElements choice) {
        return switch (choice) {
            case IGNORE -> (events, record, recordIndex, path) -> skip(events);
            case RESCUE -> (events, record, recordIndex, path) -> rescue(events, record.rescued(), path);
            case REJECT -> UnknownElementPolicy::reject;
        };
    }

    static void skip(XmlEvents events) throws RefusedMessageException {
        int depth = events.depth();
        while (events.depth() >= depth) {
            events.next();
        }
    }

    private static void reject(XmlEvents events, Draft record, int recordIndex, String path)
            throws RefusedMessageException {
        if (record.violations().size() < MAX_VIOLATIONS) {
            String full = path + events.localName();
            String shown = full.length() > MAX_PATH ? full.substring(0, MAX_PATH) + "..." : full;
            record.add(new Violation(recordIndex, "", shown, "unknown-elements", "an element that a column reads"));
        }
        skip(events);
    }

    /** Every element with text or without children becomes an entry, and so does every attribute. */
    private static void rescue(XmlEvents events, RescuedContent content, String parentPath)
            throws RefusedMessageException {
        int outside = events.depth() - 1;
        StringBuilder path = new StringBuilder(parentPath);
        Deque<OpenElement> open = new ArrayDeque<>();
        int event = XmlEvents.START_ELEMENT;
        while (true) {
            OpenElement innermost = open.peek();
            if (event == XmlEvents.START_ELEMENT) {
                if (innermost != null) {
                    innermost.hasChildren = true;
                    path.append('/');
                }
                int pathLength = path.length();
                path.append(events.localName());
                open.push(new OpenElement(pathLength, content.begin(path.toString())));
                rescueAttributes(events, content, path);
            } else if (innermost != null && event == XmlEvents.END_ELEMENT) {
                if (innermost.hasChildren) {
                    innermost.text.endMixed();
                }
                open.pop();
                path.setLength(open.isEmpty() ? innermost.pathLength : innermost.pathLength - 1);
                if (events.depth() == outside) {
                    return;
                }
            } else if (innermost != null && isText(event)) {
                innermost.text.append(events.text(), events.textStart(), events.textLength());
            }
            events.checkTextLength(content.length());
            event = events.next();
        }
    }

    private static void rescueAttributes(XmlEvents events, RescuedContent content, StringBuilder path) {
        XMLStreamReader element = events.element();
        for (int i = 0; i < element.getAttributeCount(); i++) {
            content.begin(path + "/@" + element.getAttributeLocalName(i)).append(element.getAttributeValue(i));
        }
    }

    private static boolean isText(int event) {
        return event == XmlEvents.CHARACTERS || event == XmlEvents.CDATA || event == XmlEvents.SPACE;
    }

    /** An element of rescued content that has not ended. */
    final class OpenElement {

        private final int pathLength;
        private final RescuedContent.Entry text;
        private boolean hasChildren;

        OpenElement(int pathLength, RescuedContent.Entry text) {
            this.pathLength = pathLength;
            this.text = text;
        }
    }
}
