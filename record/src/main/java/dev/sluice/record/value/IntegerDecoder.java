package dev.sluice.record.value;

import java.util.function.LongFunction;

/** Whole numbers with an optional sign and any number of leading zeros. */
final class IntegerDecoder extends AtomicDecoder {

    private final long min;
    private final long max;
    private final LongFunction<Object> box;

    private IntegerDecoder(String expected, long min, long max, LongFunction<Object> box) {
        super(expected);
        this.min = min;
        this.max = max;
        this.box = box;
    }

    static IntegerDecoder ofInt() {
        return new IntegerDecoder("int", Integer.MIN_VALUE, Integer.MAX_VALUE, value -> (int) value);
    }

    static IntegerDecoder ofLong() {
        return new IntegerDecoder("long", Long.MIN_VALUE, Long.MAX_VALUE, value -> value);
    }

    @Override
    Object decodeTrimmed(byte[] text, int from, int to) {
        boolean negative = text[from] == '-';
        int i = negative || text[from] == '+' ? from + 1 : from;
        if (i == to) {
            return INVALID;
        }
        // Summed up below zero, where the smallest long has its place too.
        long sum = 0;
        for (; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9 || sum < Long.MIN_VALUE / 10) {
                return INVALID;
            }
            sum = sum * 10;
            if (sum < Long.MIN_VALUE + digit) {
                return INVALID;
            }
            sum -= digit;
        }
        if (!negative && sum == Long.MIN_VALUE) {
            return INVALID;
        }
        long value = negative ? sum : -sum;
        return value < min || value > max ? INVALID : box.apply(value);
    }
}
