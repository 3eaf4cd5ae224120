package dev.sluice.record.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes at a time, the first of them in the lowest bits. */
final class Words {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

    private Words() {}

    static long at(byte[] bytes, int i) {
        return (long) LONGS.get(bytes, i);
    }

    /** Up to eight bytes, zeros behind them. */
    static long at(byte[] bytes, int i, int count) {
        if (i + Long.BYTES <= bytes.length) {
            return at(bytes, i) & mask(count);
        }
        long word = 0;
        for (int k = count - 1; k >= 0; k--) {
            word = word << Byte.SIZE | bytes[i + k] & 0xFF;
        }
        return word;
    }

    /** All bits of so many bytes, one to eight. */
    static long mask(int bytes) {
        return -1L >>> Long.SIZE - Byte.SIZE * bytes;
    }

    /**
     * How many bytes of a word, from the first on, are sure to be ASCII characters that mean nothing in text: neither
     * {@code <}, {@code >}, {@code &} nor control characters but line feeds.
     */
    static int plain(long word) {
        // A borrow can make a byte look like one of these that is not, but only behind one that is.
        long angle = (word | 2 * ONES) ^ '>' * ONES;
        long ampersand = word ^ '&' * ONES;
        long special = (angle - ONES & ~angle) | (ampersand - ONES & ~ampersand) | word;
        // These are exact: what is excused must be a line feed, and what stands behind it is often white space.
        long control = ~((word & LOW_BITS) + (0x80 - ' ') * ONES);
        long lineFeed = word ^ '\n' * ONES;
        long other = (lineFeed & LOW_BITS) + LOW_BITS | lineFeed;
        return Long.numberOfTrailingZeros((special | control & other) & HIGH_BITS) / Byte.SIZE;
    }
}
