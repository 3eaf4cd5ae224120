package dev.sluice.record.decode;

/**
 * Checks UTF-8 to the letter: overlong forms and lone surrogates would become other characters than the sender's, or
 * text that no other tool can read.
 *
 * @see <a href="https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/#G27506">Unicode, table 3-7</a>
 */
final class Utf8 {

    private Utf8() {}

    /** Where the sequence of two to four bytes that begins at i ends; refuses also what XML does not allow. */
    static int afterSequence(Utf8Message message, int i) throws RefusedMessageException {
        byte[] bytes = message.bytes();
        int first = bytes[i] & 0xFF;
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0) {
            throw invalid(i);
        }
        for (int k = 1; k < length; k++) {
            if (i + k >= message.to()) {
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
            throw message.malformed("U+FFFE or U+FFFF, which XML does not allow", i);
        }
        return i + length;
    }

    /** Writes one character and answers how many bytes it took. */
    static int write(int codePoint, byte[] target) {
        if (codePoint < 0x80) {
            target[0] = (byte) codePoint;
            return 1;
        }
        int length = codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
        int rest = codePoint;
        for (int i = length - 1; i > 0; i--) {
            target[i] = (byte) (0x80 | rest & 0x3F);
            rest >>= 6;
        }
        target[0] = (byte) (0xF00 >> length | rest);
        return length;
    }

    private static RefusedMessageException invalid(int i) {
        return new RefusedMessageException(
                Reason.INVALID_ENCODING, "Cannot decode the message: invalid UTF-8 at byte " + i);
    }
}
