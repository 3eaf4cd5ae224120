package dev.sluice.record.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Pattern;

/**
 * Documents as parsers of the fourth edition can read them: they know fewer letters in names. Different letters stay
 * different, or two attributes would have one name.
 */
final class PlainLetters {

    private static final Pattern BEYOND_ASCII = Pattern.compile("(?!^\\uFEFF)[^\\x00-\\x7F]");

    private PlainLetters() {}

    static byte[] of(byte[] document) {
        return BEYOND_ASCII
                .matcher(new String(document, UTF_8))
                .replaceAll(letter -> letters(letter.group().codePointAt(0)))
                .getBytes(UTF_8);
    }

    /** The digits of the code point, to the base of sixteen, as letters from {@code A}. */
    private static String letters(int codePoint) {
        StringBuilder letters = new StringBuilder("Z");
        for (int rest = codePoint; rest > 0; rest >>= 4) {
            letters.append((char) ('A' + (rest & 15)));
        }
        return letters.append('Z').toString();
    }
}
