package dev.sluice.record.decode;

import dev.sluice.record.value.XmlSpace;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns a message of any allowed encoding into UTF-8 without byte order mark and declaration: the scanner meets one
 * encoding only, and never has to trust a declaration. Not thread-safe.
 *
 * @see <a href="https://www.w3.org/TR/xml/#sec-guessing">XML 1.0, appendix F</a>
 */
final class MessageEncoding {

    private static final String EXPECTED =
            ", expected UTF-8, UTF-16, US-ASCII, ISO-8859-1 to -16 or windows-1250 to -1258";

    /** The last declaration of UTF-8: nearly all messages have the same. */
    private byte[] usual = new byte[0];

    Utf8Message toUtf8(byte[] message) throws RefusedMessageException {
        int length = message.length;
        if (length > 1 && message[0] == '<' && message[1] > 0) {
            return ofAscii(message, 0, null);
        }
        if (startsWith(message, 0xEF, 0xBB, 0xBF)) {
            return ofAscii(message, 3, StandardCharsets.UTF_8);
        }
        if (startsWith(message, 0x00, 0x00, 0xFE, 0xFF)
                || startsWith(message, 0xFF, 0xFE, 0x00, 0x00)
                || startsWith(message, 0x00, 0x00, 0x00, '<')
                || startsWith(message, '<', 0x00, 0x00, 0x00)) {
            throw invalid("it is UTF-32" + EXPECTED);
        }
        if (startsWith(message, 0xFE, 0xFF)) {
            return ofUtf16(message, 2, length, StandardCharsets.UTF_16BE);
        }
        if (startsWith(message, 0xFF, 0xFE)) {
            return ofUtf16(message, 2, length, StandardCharsets.UTF_16LE);
        }
        if (startsWith(message, 0x00, '<')) {
            return ofUtf16(message, 0, length, StandardCharsets.UTF_16BE);
        }
        if (startsWith(message, '<', 0x00)) {
            return ofUtf16(message, 0, length, StandardCharsets.UTF_16LE);
        }
        return ofAscii(message, 0, null);
    }

    /** An encoding in which ASCII stands for itself, so that the declaration can be read before it is known. */
    private Utf8Message ofAscii(byte[] message, int from, @Nullable Charset mark) throws RefusedMessageException {
        int usualEnd = from + usual.length;
        if (usual.length > 0
                && usualEnd <= message.length
                && Arrays.equals(message, from, usualEnd, usual, 0, usual.length)) {
            return new Utf8Message(message, usualEnd, message.length, from);
        }
        requireMarkup(message, from);
        String start = startsWithMarkup(message, from) ? beginning(message, from) : "";
        XmlDeclaration declaration = XmlDeclaration.parse(start);
        int contentStart = declaration == null ? from : from + declaration.length();
        String name = declaration == null ? null : declaration.encoding();
        Charset charset = name == null ? StandardCharsets.UTF_8 : charset(name);
        if (mark != null && !charset.equals(mark) || charset.name().startsWith("UTF-16")) {
            throw invalid("its bytes are not in the encoding that it declares");
        }
        if (charset.equals(StandardCharsets.UTF_8)) {
            usual = Arrays.copyOfRange(message, from, contentStart);
            return new Utf8Message(message, contentStart, message.length, from);
        }
        return transcoded(decode(message, contentStart, message.length, charset), 0, start.substring(0, contentStart));
    }

    private static boolean startsWithMarkup(byte[] message, int from) {
        return message.length > from + 1 && message[from] == '<' && message[from + 1] == '?';
    }

    /** Up to where the declaration ends, if it is one. */
    private static String beginning(byte[] message, int from) {
        int end = Math.min(message.length, from + XmlDeclaration.MAX_LENGTH);
        int i = from + 1;
        while (i < end && (message[i] != '>' || message[i - 1] != '?')) {
            i++;
        }
        return new String(message, from, Math.min(i + 1, end) - from, StandardCharsets.ISO_8859_1);
    }

    private static Utf8Message ofUtf16(byte[] message, int from, int to, Charset charset)
            throws RefusedMessageException {
        CharBuffer text = decode(message, from, to, charset);
        String start = text.subSequence(0, Math.min(text.length(), XmlDeclaration.MAX_LENGTH))
                .toString();
        XmlDeclaration declaration = XmlDeclaration.parse(start);
        String name = declaration == null ? null : declaration.encoding();
        boolean marked = from > 0;
        Charset declared = name == null ? null : charset(name);
        boolean fits = declared == null ? marked : declared.equals(charset) || declared.equals(StandardCharsets.UTF_16);
        if (!fits) {
            throw invalid("its bytes are not in the encoding that it declares");
        }
        int contentStart = declaration == null ? 0 : declaration.length();
        return transcoded(text, contentStart, start.substring(0, contentStart));
    }

    private static Utf8Message transcoded(CharBuffer text, int from, String declaration)
            throws RefusedMessageException {
        try {
            // Java's encoder refuses lone surrogates; U+FFFE and U+FFFF are left to the scanner.
            ByteBuffer encoded = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(text.duplicate().position(from));
            byte[] bytes = new byte[declaration.length() + encoded.remaining()];
            declaration.getBytes(0, declaration.length(), bytes, 0);
            encoded.get(bytes, declaration.length(), encoded.remaining());
            return new Utf8Message(bytes, declaration.length(), bytes.length, 0);
        } catch (CharacterCodingException loneSurrogate) {
            throw invalid("its text has half a surrogate pair");
        }
    }

    private static CharBuffer decode(byte[] message, int from, int to, Charset charset) throws RefusedMessageException {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(message, from, to - from));
        } catch (CharacterCodingException invalid) {
            throw invalid("it has bytes that " + charset.name() + " does not allow");
        }
    }

    private static Charset charset(String name) throws RefusedMessageException {
        try {
            Charset charset = Charset.forName(name);
            String canonical = charset.name();
            if (canonical.equals("UTF-8")
                    || canonical.equals("US-ASCII")
                    || canonical.startsWith("UTF-16")
                    || canonical.startsWith("ISO-8859-")
                    || canonical.startsWith("windows-125")) {
                return charset;
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            // Told below, together with what Java knows and Sluice does not take.
        }
        throw invalid("it declares an encoding that is not taken" + EXPECTED);
    }

    /** The first character but white space must be a {@code <}. */
    private static void requireMarkup(byte[] message, int from) throws RefusedMessageException {
        int i = from;
        while (i < message.length && XmlSpace.isSpace(message[i])) {
            i++;
        }
        if (i == message.length) {
            throw new RefusedMessageException(Reason.EMPTY_VALUE, "Cannot decode the message: it is empty");
        }
        if (message[i] != '<') {
            throw new RefusedMessageException(
                    Reason.NOT_XML, "Cannot decode the message: it does not begin like XML, with a <");
        }
    }

    private static boolean startsWith(byte[] message, int... bytes) {
        if (message.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((message[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static RefusedMessageException invalid(String why) {
        return new RefusedMessageException(Reason.INVALID_ENCODING, "Cannot decode the message: " + why);
    }
}
