package dev.sluice.record.value;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Binary floating point: {@code 1.5e3}, {@code INF}, {@code -INF}, {@code NaN}; finite text never becomes INF. */
final class FloatingDecoder extends AtomicDecoder {

    private final Function<String, @Nullable Object> parser;

    private FloatingDecoder(String expected, Function<String, @Nullable Object> parser) {
        super(expected);
        this.parser = parser;
    }

    static FloatingDecoder ofFloat() {
        return new FloatingDecoder("float", FloatingDecoder::parseFloat);
    }

    static FloatingDecoder ofDouble() {
        return new FloatingDecoder("double", FloatingDecoder::parseDouble);
    }

    @Override
    Object decodeTrimmed(byte[] text, int from, int to) {
        String literal = new String(text, from, to - from, StandardCharsets.UTF_8);
        String java = switch (literal) {
            case "INF" -> "Infinity";
            case "-INF" -> "-Infinity";
            case "NaN" -> "NaN";
            default -> isFinite(text, from, to) ? literal : null;
        };
        Object value = java == null ? null : parser.apply(java);
        return value == null ? INVALID : value;
    }

    private static @Nullable Object parseFloat(String java) {
        float value = Float.parseFloat(java);
        return overflows(java, value) ? null : value;
    }

    private static @Nullable Object parseDouble(String java) {
        double value = Double.parseDouble(java);
        return overflows(java, value) ? null : value;
    }

    private static boolean overflows(String java, double value) {
        return Double.isInfinite(value) && !java.endsWith("Infinity");
    }

    /** Sign, digits with an optional point, exponent: Java's parser alone would let "1d" and "0x1p3" pass. */
    private static boolean isFinite(byte[] text, int from, int to) {
        int i = skipSign(text, from, to);
        int digitsStart = i;
        i = skipDigits(text, i, to);
        int digits = i - digitsStart;
        if (i < to && text[i] == '.') {
            int fractionEnd = skipDigits(text, i + 1, to);
            digits += fractionEnd - i - 1;
            i = fractionEnd;
        }
        if (digits == 0) {
            return false;
        }
        if (i < to && (text[i] == 'e' || text[i] == 'E')) {
            int exponentStart = skipSign(text, i + 1, to);
            i = skipDigits(text, exponentStart, to);
            return i == to && i > exponentStart;
        }
        return i == to;
    }

    private static int skipSign(byte[] text, int i, int to) {
        return i < to && (text[i] == '-' || text[i] == '+') ? i + 1 : i;
    }

    private static int skipDigits(byte[] text, int from, int to) {
        int i = from;
        while (i < to && text[i] >= '0' && text[i] <= '9') {
            i++;
        }
        return i;
    }
}
