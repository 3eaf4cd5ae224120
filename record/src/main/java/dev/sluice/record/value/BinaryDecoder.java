package dev.sluice.record.value;

import java.util.Base64;
import java.util.HexFormat;

/** Bytes as text. */
final class BinaryDecoder extends AtomicDecoder {

    /** How bytes are written. */
    private final BinaryEncoding encoding;

    BinaryDecoder(BinaryEncoding encoding) {
        super("binary in " + encoding.label());
        this.encoding = encoding;
    }

    @Override
    Object decodeTrimmed(byte[] text, int from, int to) {
        return encoding == BinaryEncoding.HEX ? hex(text, from, to) : base64(text, from, to);
    }

    private static Object hex(byte[] text, int from, int to) {
        if ((to - from) % 2 != 0) {
            return INVALID;
        }
        byte[] bytes = new byte[(to - from) / 2];
        for (int i = 0; i < bytes.length; i++) {
            byte high = text[from + 2 * i];
            byte low = text[from + 2 * i + 1];
            if (!HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) {
                return INVALID;
            }
            bytes[i] = (byte) (HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low));
        }
        return bytes;
    }

    /** White space may stand anywhere. Java's decoder lets missing padding and stray last bits pass; XSD does not. */
    private static Object base64(byte[] text, int from, int to) {
        byte[] compact = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            if (text[i] < 0) {
                return INVALID;
            }
            if (!XmlSpace.isSpace(text[i])) {
                compact[length++] = text[i];
            }
        }
        if (length % 4 != 0) {
            return INVALID;
        }
        byte[] exact = java.util.Arrays.copyOf(compact, length);
        try {
            byte[] bytes = Base64.getDecoder().decode(exact);
            return java.util.Arrays.equals(Base64.getEncoder().encode(bytes), exact) ? bytes : INVALID;
        } catch (IllegalArgumentException notBase64) {
            return INVALID;
        }
    }
}
