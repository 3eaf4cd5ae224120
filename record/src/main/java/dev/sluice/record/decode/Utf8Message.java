package dev.sluice.record.decode;

/**
 * The text of a message as checked UTF-8.
 *
 * @param bytes not to be changed: they may be the message itself
 * @param from where the content begins: after the byte order mark and the XML declaration
 * @param lineStart where the message's first line begins in {@code bytes}
 */
record Utf8Message(byte[] bytes, int from, int to, int lineStart) {

    /** A copy with spaces in place of a part, whose lines are kept, so that places in it stay the same. */
    Utf8Message blank(int start, int end) {
        byte[] copy = bytes.clone();
        for (int i = start; i < end; i++) {
            if (copy[i] != '\n' && copy[i] != '\r') {
                copy[i] = ' ';
            }
        }
        return new Utf8Message(copy, from, to, lineStart);
    }

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

    /** Where an ASCII character stands next, or -1. */
    int indexOf(char ascii, int at) {
        for (int i = at; i < to; i++) {
            if (bytes[i] == ascii) {
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

    /** Whether the last markup character is the end of a tag. */
    boolean endsWithTag() {
        int i = to - 1;
        while (i > from && bytes[i] != '<' && bytes[i] != '>') {
            i--;
        }
        return bytes[i] == '>';
    }

    /** Counted from the beginning of the message; the parser does not see the lines of the declaration. */
    String place(int parserLine, int parserColumn) {
        int line = parserLine;
        int start = lineStart;
        for (int i = lineStart; i < from; i++) {
            if (bytes[i] == '\n') {
                line++;
                start = i + 1;
            }
        }
        return " at line " + line + ", column " + (parserLine == 1 ? parserColumn - start : parserColumn);
    }
}
