package dev.sluice.record.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Random;

/** Breaks documents, mostly in places where it matters. The same seed breaks them in the same way. */
final class Mutator {

    private static final byte[][] TOKENS = tokens(
            "<",
            ">",
            "&",
            ";",
            "\"",
            "'",
            "=",
            "/",
            "!",
            "?",
            "-->",
            "<!--",
            "]]>",
            "<![CDATA[",
            "<?",
            "?>",
            "&#x0;",
            "&#xD800;",
            "&lt;",
            "&amp;",
            "&x;",
            "xmlns=\"\"",
            " xmlns:p='u'",
            "p:",
            ":",
            "<!DOCTYPE a [",
            "]>",
            "</a>",
            "<a>",
            " a=''",
            "\u0000",
            "\uFFFE",
            "\u00e9",
            "\r",
            "\n",
            "<?xml version='1.0'?>",
            "xsi:nil='true'");

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /** @param other a document that pieces may come from */
    byte[] mutate(byte[] document, byte[] other) {
        byte[] result = document.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(result.length + 1);
            int end = Math.min(result.length, at + random.nextInt(12));
            result = switch (random.nextInt(6)) {
                case 0 -> replace(result, at, at, TOKENS[random.nextInt(TOKENS.length)]);
                case 1 -> replace(result, at, end, TOKENS[random.nextInt(TOKENS.length)]);
                case 2 -> replace(result, at, Math.min(result.length, at + 1), new byte[] {(byte) random.nextInt(256)});
                case 3 -> replace(result, at, end, new byte[0]);
                case 4 -> replace(result, at, at, piece(other));
                default -> replace(result, at, at, piece(result));
            };
        }
        return random.nextInt(20) == 0 ? Arrays.copyOf(result, random.nextInt(result.length + 1)) : result;
    }

    private byte[] piece(byte[] document) {
        int from = random.nextInt(document.length + 1);
        return Arrays.copyOfRange(document, from, Math.min(document.length, from + random.nextInt(40)));
    }

    private static byte[] replace(byte[] document, int from, int to, byte[] by) {
        byte[] result = new byte[document.length - (to - from) + by.length];
        System.arraycopy(document, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(document, to, result, from + by.length, document.length - to);
        return result;
    }

    private static byte[][] tokens(String... tokens) {
        return Arrays.stream(tokens).map(token -> token.getBytes(UTF_8)).toArray(byte[][]::new);
    }
}
