package dev.sluice.record.value;

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
    Object decodeTrimmed(char[] text, int from, int to) {
        char[] rewritten = new char[to - from];
        int length = 0;
        int point = pointIndex(text, from, to);
        for (int i = from; i < to; i++) {
            char c = text[i];
            if (i == point) {
                rewritten[length++] = '.';
            } else if (c == format.group() && format.group() != 0) {
                boolean between = i > from && isDigit(text[i - 1]) && i < point;
                if (!between || (point - i) % (GROUP_DIGITS + 1) != 0) {
                    return INVALID;
                }
            } else if (c == '.') {
                return INVALID;
            } else {
                rewritten[length++] = c;
            }
        }
        boolean grouped = length < to - from;
        return grouped && !isGroupedThroughout(text, from, point) ? INVALID : plain.decodeTrimmed(rewritten, 0, length);
    }

    /** Where the fraction's point stands, or the end of the digits where there is none. */
    private int pointIndex(char[] text, int from, int to) {
        int i = from;
        while (i < to && text[i] != format.point() && text[i] != 'e' && text[i] != 'E') {
            i++;
        }
        return i;
    }

    /** A number that groups at all groups everywhere: 1.234.567, never 1.234567. */
    private boolean isGroupedThroughout(char[] text, int from, int point) {
        int first = text[from] == '-' || text[from] == '+' ? from + 1 : from;
        for (int i = point - GROUP_DIGITS - 1; i > first; i -= GROUP_DIGITS + 1) {
            if (text[i] != format.group()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
