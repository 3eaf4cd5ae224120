package dev.sluice.record.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Exact decimals: a value that needs more digits than its type has is no value of it. */
final class DecimalDecoder extends AtomicDecoder {

    /** So many digits always fit into a long. */
    private static final int LONG_DIGITS = 18;

    private final int precision;
    private final int scale;

    DecimalDecoder(int precision, int scale) {
        super("decimal(" + precision + "," + scale + ")");
        this.precision = precision;
        this.scale = scale;
    }

    @Override
    Object decodeTrimmed(byte[] text, int from, int to) {
        boolean negative = text[from] == '-';
        int start = negative || text[from] == '+' ? from + 1 : from;
        int point = start;
        while (point < to && isDigit(text[point])) {
            point++;
        }
        int end = point;
        if (end < to && text[end] == '.') {
            end++;
            while (end < to && isDigit(text[end])) {
                end++;
            }
        }
        int fractionStart = Math.min(point + 1, end);
        boolean anyDigit = point > start || end > fractionStart;
        return end == to && anyDigit ? fit(text, negative, start, point, fractionStart, end) : INVALID;
    }

    private Object fit(byte[] text, boolean negative, int start, int point, int fractionStart, int end) {
        int first = start;
        while (first < point && text[first] == '0') {
            first++;
        }
        int last = end;
        while (last > fractionStart && text[last - 1] == '0') {
            last--;
        }
        int fractionDigits = last - fractionStart;
        if (point - first > precision - scale || fractionDigits > scale) {
            return INVALID;
        }
        if (precision <= LONG_DIGITS) {
            long unscaled = 0;
            for (int i = first; i < point; i++) {
                unscaled = unscaled * 10 + (text[i] - '0');
            }
            for (int i = 0; i < scale; i++) {
                unscaled = unscaled * 10 + (i < fractionDigits ? text[fractionStart + i] - '0' : 0);
            }
            return BigDecimal.valueOf(negative ? -unscaled : unscaled, scale);
        }
        StringBuilder digits = new StringBuilder(precision + 1).append(negative ? "-0" : "0");
        digits.append(new String(text, first, point - first, StandardCharsets.US_ASCII));
        digits.append(new String(text, fractionStart, fractionDigits, StandardCharsets.US_ASCII));
        digits.append("0".repeat(scale - fractionDigits));
        return new BigDecimal(new BigInteger(digits.toString()), scale);
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
