package dev.sluice.record.decode;

import java.util.Arrays;

/**
 * The text of the elements whose value a column wants. Elements within each other share one buffer, because the
 * value of the outer one contains that of the inner one. Not thread-safe.
 */
final class TextCapture {

    private static final int INITIAL_CHARS = 1024;
    private static final int INITIAL_DEPTH = 8;

    private char[] text = new char[INITIAL_CHARS];
    private int length;
    /** Where the value of each open element starts; its complement for an element that is nil. */
    private int[] starts = new int[INITIAL_DEPTH];

    private int open;

    void clear() {
        open = 0;
        length = 0;
    }

    boolean isActive() {
        return open > 0;
    }

    void begin() {
        push(length);
    }

    void beginNil() {
        push(~length);
    }

    private void push(int start) {
        if (open == starts.length) {
            starts = Arrays.copyOf(starts, 2 * open);
        }
        starts[open++] = start;
    }

    void append(XmlEvents events) throws RefusedMessageException {
        int more = events.textLength();
        events.checkTextLength(length + more);
        if (more > text.length - length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, length + more));
        }
        System.arraycopy(events.text(), events.textStart(), text, length, more);
        length += more;
    }

    /** Ends the innermost element and hands its value to the columns that want it. */
    void end(ValueTarget[] targets, RecordCollector collector) {
        int start = starts[--open];
        for (ValueTarget target : targets) {
            if (start < 0) {
                target.putNull(collector);
            } else {
                target.put(collector, text, start, length);
            }
        }
        if (open == 0) {
            length = 0;
        }
    }
}
