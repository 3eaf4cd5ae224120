package dev.sluice.record.avro;

import java.util.Arrays;

/**
 * Writes Avro's binary encoding into an array that grows. Not thread-safe.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">Avro's specification</a>
 */
final class AvroBytes {

    private static final int MAX_VARINT = 10;
    /** UTF-8 bytes that one char can take at most; a pair of surrogates takes four for its two. */
    private static final int MAX_UTF8 = 3;

    private byte[] bytes = new byte[1024];
    private int length;

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, length);
    }

    void writeByte(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    void writeRaw(byte[] source, int from, int count) {
        ensure(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    void writeBoolean(Boolean value) {
        writeByte(value ? 1 : 0);
    }

    /** Of ints and longs alike: zigzag, then seven bits a byte, the lowest first. */
    void writeLong(long value) {
        ensure(MAX_VARINT);
        long rest = value << 1 ^ value >> 63;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    void writeLittleEndian(long value, int count) {
        ensure(count);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) (value >>> 8 * i);
        }
    }

    void writeBytes(byte[] value) {
        writeLong(value.length);
        writeRaw(value, 0, value.length);
    }

    /**
     * A string of well-formed UTF-16. Its length goes first and is known last: one byte is left for it, as nearly
     * all strings are short, and what was written moves when it needs more.
     */
    void writeString(String value) {
        int chars = value.length();
        ensure(1 + MAX_UTF8 * chars);
        int start = length;
        int i = 0;
        // Fields are kept out of the loop that nearly all characters go through.
        byte[] target = bytes;
        int at = start + 1;
        while (i < chars && value.charAt(i) < 0x80) {
            target[at++] = (byte) value.charAt(i++);
        }
        length = at;
        writeBeyondAscii(value, i);
        int written = length - start - 1;
        if (written < 64) {
            bytes[start] = (byte) (written << 1);
        } else {
            moveForLength(start, written);
        }
    }

    private void writeBeyondAscii(String value, int from) {
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else if (c < 0x800) {
                bytes[length++] = (byte) (0xC0 | c >> 6);
                bytes[length++] = (byte) (0x80 | c & 0x3F);
            } else if (Character.isHighSurrogate(c) && i + 1 < value.length()) {
                int codePoint = Character.toCodePoint(c, value.charAt(++i));
                bytes[length++] = (byte) (0xF0 | codePoint >> 18);
                bytes[length++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
                bytes[length++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
                bytes[length++] = (byte) (0x80 | codePoint & 0x3F);
            } else {
                bytes[length++] = (byte) (0xE0 | c >> 12);
                bytes[length++] = (byte) (0x80 | c >> 6 & 0x3F);
                bytes[length++] = (byte) (0x80 | c & 0x3F);
            }
        }
    }

    private void moveForLength(int start, int written) {
        length = start;
        ensure(MAX_VARINT + written);
        byte[] text = Arrays.copyOfRange(bytes, start + 1, start + 1 + written);
        writeLong(written);
        writeRaw(text, 0, written);
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
