package dev.sluice.record.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.record.definition.DefinitionReader;

/** Decodes messages made to hurt, each under limits that let it through as far as possible; prints what became of it. */
final class HostileMessages {

    private static final int MIB = 1 << 20;
    private static final int TEXT = 50 * MIB;

    private HostileMessages() {}

    public static void main(String[] kinds) throws Exception {
        MessageDecoder decoder = new MessageDecoder(DefinitionReader.parse("""
                dataset: hostile
                record: /a
                key: [id]
                partition-by: day
                limits: {message-bytes: 64MiB, depth: 200000}
                columns:
                  - {name: id, path: "@id", type: string}
                  - {name: day, path: "@day", type: date, required: true}
                  - {name: text, path: b, type: string}
                """, "hostile.yaml"));
        for (String kind : kinds) {
            Decoded decoded = decoder.decode(message(kind));
            System.out.println(kind + ": "
                    + (decoded instanceof Decoded.Malformed bad ? bad.reason().label() : "rows"));
        }
    }

    private static byte[] message(String kind) {
        return switch (kind) {
            case "nesting" -> filled("<a>" + "<b>".repeat(100_000), "", 0, "</b>".repeat(100_000) + "</a>");
            case "nesting-unread" -> filled("<a>" + "<c>".repeat(100_000), "", 0, "</c>".repeat(100_000) + "</a>");
            case "text" -> filled("<a><b>", "x", TEXT, "</b></a>");
            case "text-unread" -> filled("<a><c>", "x", TEXT, "</c></a>");
            case "cdata" -> filled("<a><b><![CDATA[", "<", TEXT, "]]></b></a>");
            case "comment" -> filled("<a><!--", "<b c='", TEXT, "--></a>");
            case "references" -> filled("<a><b>", "&lt;", TEXT, "</b></a>");
            case "processing-instruction" -> filled("<a><?p ", "x", TEXT, "?></a>");
            case "attribute-value" -> filled("<a id='", "x", TEXT, "'/>");
            case "name" -> filled("<a><", "n", TEXT, "/></a>");
            case "attributes" -> numbered("<a ", "b%07d='' ", 1_000_000, "/>");
            case "namespaces" -> numbered("<a ", "xmlns:b%07d='u' ", 1_000_000, "/>");
            case "names" -> numbered("<a>", "<b%07d/>", 1_000_000, "</a>");
            case "empty-elements" -> filled("<a>", "<c/>", TEXT, "</a>");
            default -> throw new IllegalArgumentException("Invalid kind: " + kind);
        };
    }

    private static byte[] filled(String start, String filling, int bytes, String end) {
        byte[] unit = filling.getBytes(UTF_8);
        int length = unit.length == 0 ? 0 : bytes / unit.length * unit.length;
        byte[] message = new byte[start.length() + length + end.length()];
        for (int i = 0; i < length; i++) {
            message[start.length() + i] = unit[i % unit.length];
        }
        return framed(message, start, end);
    }

    private static byte[] numbered(String start, String format, int count, String end) {
        int unit = format.formatted(0).length();
        byte[] message = new byte[start.length() + count * unit + end.length()];
        int number = format.indexOf('%');
        byte[] first = format.formatted(0).getBytes(UTF_8);
        for (int i = 0; i < count; i++) {
            int at = start.length() + i * unit;
            System.arraycopy(first, 0, message, at, unit);
            for (int digit = number + 6, rest = i; digit >= number; digit--, rest /= 10) {
                message[at + digit] = (byte) ('0' + rest % 10);
            }
        }
        return framed(message, start, end);
    }

    private static byte[] framed(byte[] message, String start, String end) {
        System.arraycopy(start.getBytes(UTF_8), 0, message, 0, start.length());
        System.arraycopy(end.getBytes(UTF_8), 0, message, message.length - end.length(), end.length());
        return message;
    }
}
