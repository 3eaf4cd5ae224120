package dev.sluice.record.value;

import org.jspecify.annotations.Nullable;

/** The types whose white space collapses: it may stand around a value, and a value of white space is empty. */
abstract class AtomicDecoder implements ValueDecoder {

    private final String expected;

    AtomicDecoder(String expected) {
        this.expected = expected;
    }

    @Override
    public final @Nullable Object decode(byte[] text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && XmlSpace.isSpace(text[start])) {
            start++;
        }
        while (start < end && XmlSpace.isSpace(text[end - 1])) {
            end--;
        }
        return start == end ? null : decodeTrimmed(text, start, end);
    }

    /** The text has at least one character, and no white space at either end. */
    abstract Object decodeTrimmed(byte[] text, int from, int to);

    @Override
    public final String expected() {
        return expected;
    }
}
