package dev.sluice.record.decode;

import java.util.Arrays;

/**
 * Which ASCII characters may stand where, without meaning anything else there. All characters beyond ASCII that XML
 * allows may stand wherever text may.
 */
final class XmlChars {

    /** In the text of an element; {@code >} is not among them, because it may end {@code ]]>}. */
    static final int TEXT = 1;
    /** In an attribute's value, between quotes of either kind. */
    static final int VALUE = 2;

    static final int CDATA = 4;
    static final int COMMENT = 8;
    static final int INSTRUCTION = 16;
    /** In a name, colons included. What is a name in full is looked at once for each. */
    static final int NAME = 32;
    /** Anywhere at all. */
    static final int ALLOWED = 64;

    private static final int BEYOND_ASCII = 128;

    private static final int MAX = 0x10FFFF;
    private static final byte[] CLASSES = new byte[256];

    static {
        for (int c = 0; c < 128; c++) {
            boolean allowed = isCharacter(c);
            boolean name =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || ":_-.".indexOf(c) >= 0;
            CLASSES[c] = (byte) ((allowed && "<&>\r".indexOf(c) < 0 ? TEXT : 0)
                    | (allowed && "<&\"'\t\n\r".indexOf(c) < 0 ? VALUE : 0)
                    | (allowed && "]\r".indexOf(c) < 0 ? CDATA : 0)
                    | (allowed && c != '-' ? COMMENT : 0)
                    | (allowed && c != '?' ? INSTRUCTION : 0)
                    | (name ? NAME : 0)
                    | (allowed ? ALLOWED : 0));
        }
        Arrays.fill(CLASSES, 128, 256, (byte) BEYOND_ASCII);
    }

    private XmlChars() {}

    /** The Char production, of code points. */
    static boolean isCharacter(int c) {
        return c >= ' ' && c < Character.MIN_SURROGATE
                || c > Character.MAX_SURROGATE && c < 0xFFFE
                || c > 0xFFFF && c <= MAX
                || c == '\n'
                || c == '\t'
                || c == '\r';
    }

    /**
     * The first place from {@code at} on with an ASCII character that is not of a class, or the message's end.
     * Everything beyond ASCII on the way is checked.
     */
    static int skip(Utf8Message message, int at, int characters) throws RefusedMessageException {
        byte[] bytes = message.bytes();
        int to = message.to();
        int i = at;
        while (true) {
            while (i < to && (CLASSES[bytes[i] & 0xFF] & characters) != 0) {
                i++;
            }
            if (i == to || bytes[i] >= 0) {
                return i;
            }
            i = Utf8.afterSequence(message, i);
        }
    }

    /** The same for text, with what is most of it taken eight bytes at a time. */
    static int skipText(Utf8Message message, int at) throws RefusedMessageException {
        byte[] bytes = message.bytes();
        int to = message.to();
        int i = at;
        while (i + Long.BYTES <= to) {
            int plain = Words.plain(Words.at(bytes, i));
            i += plain;
            if (plain < Long.BYTES) {
                byte b = bytes[i];
                if (b < 0) {
                    i = Utf8.afterSequence(message, i);
                } else if ((CLASSES[b] & TEXT) != 0) {
                    i++;
                } else {
                    return i;
                }
            }
        }
        return skip(message, i, TEXT);
    }

    static boolean isInName(byte b) {
        return (CLASSES[b & 0xFF] & (NAME | BEYOND_ASCII)) != 0;
    }

    /** The end of what may be a name; whether it is one is for {@link Names}. */
    static int endOfName(Utf8Message message, int at) {
        byte[] bytes = message.bytes();
        int to = message.to();
        int i = at;
        while (i < to && isInName(bytes[i])) {
            i++;
        }
        return i;
    }
}
