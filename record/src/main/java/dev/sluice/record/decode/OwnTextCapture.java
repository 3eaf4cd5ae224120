package dev.sluice.record.decode;

import java.util.ArrayDeque;
import java.util.Deque;

/** The text that stands directly in the elements whose own text a column wants. Not thread-safe. */
final class OwnTextCapture {

    private final Deque<OpenElement> open = new ArrayDeque<>();

    void clear() {
        open.clear();
    }

    boolean isActive() {
        return !open.isEmpty();
    }

    void begin(int depth, boolean isNil) {
        open.push(new OpenElement(depth, isNil, new StringBuilder()));
    }

    /** Text of elements further in belongs to none of those that are open here, or to the innermost. */
    void append(XmlScanner events) throws RefusedMessageException {
        OpenElement innermost = open.peek();
        if (innermost != null && innermost.depth() == events.depth()) {
            innermost.text().append(events.text().toString(events));
            events.checkTextLength(innermost.text().length());
        }
    }

    /** Ends the innermost element and hands its text to the columns that want it. */
    void end(ValueTarget[] targets, RecordCollector collector) {
        OpenElement ended = open.pop();
        for (ValueTarget target : targets) {
            if (ended.isNil()) {
                target.putNull(collector);
            } else {
                target.put(collector, ended.text().toString());
            }
        }
    }

    private record OpenElement(int depth, boolean isNil, StringBuilder text) {}
}
