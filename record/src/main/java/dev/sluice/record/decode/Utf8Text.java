package dev.sluice.record.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Some text as checked UTF-8: a part of an array that belongs to someone else, so it is valid only until its owner
 * goes on. Not thread-safe.
 */
final class Utf8Text {

    byte[] bytes = new byte[0];
    int from;
    int to;

    void set(byte[] newBytes, int newFrom, int newTo) {
        bytes = newBytes;
        from = newFrom;
        to = newTo;
    }

    int length() {
        return to - from;
    }

    boolean hasBytes(byte[] expected) {
        return Arrays.equals(bytes, from, to, expected, 0, expected.length);
    }

    /** Characters as Java counts them, and as the limits do. */
    int chars() {
        int chars = 0;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            // Every byte but those that continue a character; two for one that takes a pair of surrogates.
            chars += b >= -64 ? 1 : 0;
            chars += b >= -16 && b < 0 ? 1 : 0;
        }
        return chars;
    }

    /** As a string, unless this alone is longer than a text may be: then there is never one. */
    String toString(XmlScanner events) throws RefusedMessageException {
        if (length() > events.maxTextLength()) {
            events.checkTextLength(chars());
        }
        return toString();
    }

    @Override
    public String toString() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
