package dev.sluice.record.decode;

import dev.sluice.record.decode.RecordCollector.Draft;
import dev.sluice.record.definition.UnknownElements;
import java.util.ArrayDeque;
import java.util.Deque;

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
    void read(XmlScanner events, Draft record, int recordIndex, String path) throws RefusedMessageException;

    static UnknownElementPolicy of(UnknownElements choice) {
        return switch (choice) {
            case IGNORE -> (events, record, recordIndex, path) -> events.skip();
            case RESCUE -> (events, record, recordIndex, path) -> rescue(events, record.rescued(), path);
            case REJECT -> UnknownElementPolicy::reject;
        };
    }

    private static void reject(XmlScanner events, Draft record, int recordIndex, String path)
            throws RefusedMessageException {
        if (record.violations().size() < MAX_VIOLATIONS) {
            String full = path + events.name(events.depth()).local;
            String shown = full.length() > MAX_PATH ? full.substring(0, MAX_PATH) + "..." : full;
            record.add(new Violation(recordIndex, "", shown, "unknown-elements", "an element that a column reads"));
        }
        events.skip();
    }

    /** Every element with text or without children becomes an entry, and so does every attribute. */
    private static void rescue(XmlScanner events, RescuedContent content, String parentPath)
            throws RefusedMessageException {
        int outside = events.depth() - 1;
        StringBuilder path = new StringBuilder(parentPath);
        Deque<OpenElement> open = new ArrayDeque<>();
        int event = XmlScanner.START_ELEMENT;
        while (true) {
            OpenElement innermost = open.peek();
            if (event == XmlScanner.START_ELEMENT) {
                if (innermost != null) {
                    innermost.hasChildren = true;
                    path.append('/');
                }
                int pathLength = path.length();
                path.append(events.name(events.depth()).local);
                open.push(new OpenElement(pathLength, content.begin(path.toString())));
                rescueAttributes(events, content, path);
            } else if (innermost != null && event == XmlScanner.END_ELEMENT) {
                if (innermost.hasChildren) {
                    innermost.text.endMixed();
                }
                open.pop();
                path.setLength(open.isEmpty() ? innermost.pathLength : innermost.pathLength - 1);
                if (events.depth() == outside) {
                    return;
                }
            } else if (innermost != null && event == XmlScanner.TEXT) {
                innermost.text.append(events.text().toString(events));
            }
            events.checkTextLength(content.length());
            event = events.next();
        }
    }

    private static void rescueAttributes(XmlScanner events, RescuedContent content, StringBuilder path)
            throws RefusedMessageException {
        StartTag tag = events.tag();
        for (int i = 0; i < tag.size(); i++) {
            content.begin(path + "/@" + tag.name(i).local).append(tag.value(i).toString());
        }
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
