package dev.sluice.record.decode;

import dev.sluice.record.value.XmlSpace;

/**
 * The text of a message as UTF-8.
 *
 * @param bytes not to be changed: they may be the message itself
 * @param from where the content begins: after the byte order mark and the XML declaration
 * @param lineStart where the message's first line begins in {@code bytes}
 */
record Utf8Message(byte[] bytes, int from, int to, int lineStart) {

    boolean startsWith(String ascii, int at) {
        if (to - at < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[at + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the message ends within an ASCII text that began at a place. */
    boolean endsWithin(String ascii, int at) {
        return to - at < ascii.length() && startsWith(ascii.substring(0, to - at), at);
    }

    /** Where an ASCII text stands next, or -1. */
    int indexOf(String ascii, int at) {
        for (int i = at; i + ascii.length() <= to; i++) {
            if (startsWith(ascii, i)) {
                return i;
            }
        }
        return -1;
    }

    /** The first place from {@code at} on that holds no white space; {@link #to} when there is none. */
    int skipSpace(int at) {
        int i = at;
        while (i < to && XmlSpace.isSpace(bytes[i])) {
            i++;
        }
        return i;
    }

    RefusedMessageException truncated() {
        return new RefusedMessageException(
                Reason.TRUNCATED, "Cannot decode the message: it ends before its root element does");
    }

    /** @param what is wrong, without payload */
    RefusedMessageException malformed(String what, int at) {
        return new RefusedMessageException(Reason.MALFORMED_XML, "Cannot decode the message: " + what + place(at));
    }

    /** Of a place where a character is none of those that may stand there. */
    RefusedMessageException malformedCharacter(int at) {
        return malformed(
                bytes[at] < ' ' && !XmlSpace.isSpace(bytes[at])
                        ? "a control character, which XML does not allow"
                        : "a character that may not stand there",
                at);
    }

    RefusedMessageException limitExceeded(String limit, int value, int at) {
        return RefusedMessageException.limitExceeded(limit, value, place(at));
    }

    /** Line and column of a byte in characters, both from 1. */
    String place(int at) {
        int line = 1;
        int column = 1;
        for (int i = lineStart; i < at; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r' && (i + 1 == to || bytes[i + 1] != '\n')) {
                line++;
                column = 1;
            } else if (bytes[i] >= -64) {
                column++;
            }
        }
        return " at line " + line + ", column " + column;
    }
}
