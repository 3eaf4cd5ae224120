package dev.sluice.record.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks UTF-8 to the letter, because XML parsers let overlong forms and lone surrogates pass: they would become
 * other characters than the sender's, or text that no other tool can read.
 *
 * @see <a href="https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/#G27506">Unicode, table 3-7</a>
 */
final class Utf8 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long ONES = 0x0101010101010101L;

    private Utf8() {}

    /** Refuses also the three characters among those that XML does not allow which the parser lets pass. */
    static void check(byte[] bytes, int from, int to) throws RefusedMessageException {
        int i = from;
        while (i < to) {
            while (i + Long.BYTES <= to && isAsciiWithoutNul((long) LONGS.get(bytes, i))) {
                i += Long.BYTES;
            }
            // Where one character is beyond ASCII, others are near.
            int near = Math.min(to, i + Long.BYTES);
            while (i < near) {
                if (bytes[i] > 0) {
                    i++;
                } else if (bytes[i] == 0) {
                    throw notAllowed("U+0000", i);
                } else if (i + 1 < to && isTwoByteSequence(bytes[i], bytes[i + 1])) {
                    i += 2;
                } else {
                    i = afterSequence(bytes, i, to);
                }
            }
        }
    }

    /** The parser takes a NUL within the name of an end tag for nothing at all. */
    private static boolean isAsciiWithoutNul(long bytes) {
        return ((bytes - ONES | bytes) & HIGH_BITS) == 0;
    }

    private static boolean isTwoByteSequence(byte first, byte second) {
        return (first & 0xE0) == 0xC0 && (first & 0xFF) >= 0xC2 && (second & 0xC0) == 0x80;
    }

    /** Where the sequence of two to four bytes that begins at i ends. */
    private static int afterSequence(byte[] bytes, int i, int to) throws RefusedMessageException {
        int first = bytes[i] & 0xFF;
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0) {
            throw invalid(i);
        }
        for (int k = 1; k < length; k++) {
            if (i + k >= to) {
                throw new RefusedMessageException(
                        Reason.TRUNCATED, "Cannot decode the message: it ends within a character");
            }
            int next = bytes[i + k] & 0xFF;
            int min = k > 1 ? 0x80 : first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
            int max = k > 1 ? 0xBF : first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
            if (next < min || next > max) {
                throw invalid(i);
            }
        }
        if (first == 0xEF && (bytes[i + 1] & 0xFF) == 0xBF && (bytes[i + 2] & 0xFF) >= 0xBE) {
            throw notAllowed("U+FFFE or U+FFFF", i);
        }
        return i + length;
    }

    private static RefusedMessageException notAllowed(String character, int i) {
        return new RefusedMessageException(
                Reason.MALFORMED_XML,
                "Cannot decode the message: " + character + ", which XML does not allow, at byte " + i);
    }

    private static RefusedMessageException invalid(int i) {
        return new RefusedMessageException(
                Reason.INVALID_ENCODING, "Cannot decode the message: invalid UTF-8 at byte " + i);
    }
}
