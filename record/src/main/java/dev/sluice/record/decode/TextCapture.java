package dev.sluice.record.decode;

import java.util.Arrays;

/**
 * The text of the elements whose value a column wants. Elements within each other share one buffer, because the
 * value of the outer one contains that of the inner one; a text in one piece is handed on from where it stands. Not
 * thread-safe.
 */
final class TextCapture {

    private static final int INITIAL_BYTES = 1024;
    private static final int INITIAL_DEPTH = 8;

    private final Utf8Text value = new Utf8Text();
    private byte[] buffer = new byte[INITIAL_BYTES];
    private int length;
    /** No fewer characters than there are in the buffer. */
    private int chars;
    /** The only piece so far, while it is not in the buffer. */
    private final Utf8Text only = new Utf8Text();

    /** Where the value of each open element starts; its complement for an element that is nil. */
    private int[] starts = new int[INITIAL_DEPTH];

    private int open;

    void clear() {
        open = 0;
        value.set(buffer, 0, 0);
        empty();
    }

    private void empty() {
        length = 0;
        chars = 0;
        only.set(buffer, 0, 0);
    }

    boolean isActive() {
        return open > 0;
    }

    void begin() {
        push(length + only.length());
    }

    void beginNil() {
        push(~(length + only.length()));
    }

    private void push(int start) {
        if (open == starts.length) {
            starts = Arrays.copyOf(starts, 2 * open);
        }
        starts[open++] = start;
    }

    void append(XmlScanner events) throws RefusedMessageException {
        Utf8Text piece = events.text();
        if (length == 0 && only.length() == 0 && events.standsInMessage(piece)) {
            only.set(piece.bytes, piece.from, piece.to);
            chars = only.length();
        } else {
            copy(only);
            only.set(buffer, 0, 0);
            copy(piece);
            chars += piece.length();
        }
        if (chars > events.maxTextLength()) {
            checkLength(events);
        }
    }

    private void copy(Utf8Text piece) {
        int more = piece.length();
        if (more > buffer.length - length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
        }
        System.arraycopy(piece.bytes, piece.from, buffer, length, more);
        length += more;
    }

    /** Bytes are never fewer than characters; how many these are is counted only where it may matter. */
    private void checkLength(XmlScanner events) throws RefusedMessageException {
        value.set(buffer, 0, length);
        chars = only.length() > 0 ? only.chars() : value.chars();
        events.checkTextLength(chars);
    }

    /** Ends the innermost element and hands its value to the columns that want it. */
    void end(ValueTarget[] targets, RecordCollector collector) {
        int start = starts[--open];
        if (only.length() > 0) {
            value.set(only.bytes, only.from + Math.max(start, 0), only.to);
        } else {
            value.set(buffer, Math.max(start, 0), length);
        }
        for (ValueTarget target : targets) {
            if (start < 0) {
                target.putNull(collector);
            } else {
                target.put(collector, value);
            }
        }
        if (open == 0) {
            empty();
        }
    }
}
