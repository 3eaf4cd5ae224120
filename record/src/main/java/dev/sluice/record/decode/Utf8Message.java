package dev.sluice.record.decode;

/**
 * The text of a message as checked UTF-8.
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
        while (i < to && (bytes[i] == ' ' || bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t')) {
            i++;
        }
        return i;
    }
}
