package dev.sluice.record.value;

import java.nio.charset.StandardCharsets;

/** Rewrites a number from its own format to the plain one, which another decoder reads. */
final class FormattedNumberDecoder extends AtomicDecoder {

    private static final int GROUP_DIGITS = 3;

    private final NumberFormat format;
    private final AtomicDecoder plain;

    FormattedNumberDecoder(NumberFormat format, AtomicDecoder plain) {
        super(plain.expected() + " written as in " + format.example());
        this.format = format;
        this.plain = plain;
    }

    @Override
    Object decodeTrimmed(byte[] utf8, int from, int to) {
        // The characters of a format may be beyond ASCII; what takes their place never is.
        String text = new String(utf8, from, to - from, StandardCharsets.UTF_8);
        byte[] rewritten = new byte[text.length()];
        int length = 0;
        int point = pointIndex(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (i == point) {
                rewritten[length++] = '.';
            } else if (c == format.group() && format.group() != 0) {
                boolean between = i > 0 && isDigit(text.charAt(i - 1)) && i < point;
                if (!between || (point - i) % (GROUP_DIGITS + 1) != 0) {
                    return INVALID;
                }
            } else if (c == '.' || c > 0x7F) {
                return INVALID;
            } else {
                rewritten[length++] = (byte) c;
            }
        }
        boolean grouped = length < text.length();
        return grouped && !isGroupedThroughout(text, point) ? INVALID : plain.decodeTrimmed(rewritten, 0, length);
    }

    /** Where the fraction's point stands, or the end of the digits where there is none. */
    private int pointIndex(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) != format.point() && "eE".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    /** A number that groups at all groups everywhere: 1.234.567, never 1.234567. */
    private boolean isGroupedThroughout(String text, int point) {
        int first = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        for (int i = point - GROUP_DIGITS - 1; i > first; i -= GROUP_DIGITS + 1) {
            if (text.charAt(i) != format.group()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
