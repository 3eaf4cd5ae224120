package dev.sluice.record.decode;

/**
 * Text within elements, piece by piece: as far as it stands in the message as it is meant, or one character that
 * stands there in another way. Not thread-safe.
 */
final class TextReader {

    static final String CDATA_START = "<![CDATA[";

    private static final String CDATA_END = "]]>";
    private static final byte[] LINE_FEED = {'\n'};

    private final Reference reference = new Reference();
    private final Utf8Text piece = new Utf8Text();
    private boolean inSection;

    void restart() {
        inSection = false;
        piece.set(LINE_FEED, 0, 0);
    }

    /** Whether a CDATA section is open. */
    boolean isInSection() {
        return inSection;
    }

    /**
     * Opens a CDATA section.
     *
     * @param at where it begins
     * @return where its text begins
     */
    int openSection(int at) {
        inSection = true;
        return at + CDATA_START.length();
    }

    /** What was read last; may be empty. */
    Utf8Text piece() {
        return piece;
    }

    /**
     * Reads a piece.
     *
     * @param at before the end of the message
     * @return the place behind it
     */
    int read(Utf8Message message, int at) throws RefusedMessageException {
        if (message.bytes()[at] == '\r') {
            return readLineEnd(message, at);
        }
        return inSection ? readSection(message, at) : readText(message, at);
    }

    /** A carriage return is a line feed, unless one follows it: then it is nothing. */
    private int readLineEnd(Utf8Message message, int at) {
        piece.set(LINE_FEED, 0, message.startsWith("\n", at + 1) ? 0 : 1);
        return at + 1;
    }

    private int readText(Utf8Message message, int at) throws RefusedMessageException {
        byte[] bytes = message.bytes();
        int i = at;
        while (true) {
            i = XmlChars.skipText(message, i);
            if (i == message.to()) {
                throw message.truncated();
            }
            byte b = bytes[i];
            if (b == '<' || b == '\r' || b == '&' && i > at) {
                piece.set(bytes, at, i);
                return i;
            }
            if (b == '&') {
                int end = reference.read(message, i);
                piece.set(reference.utf8, 0, reference.length);
                return end;
            }
            if (b != '>') {
                throw message.malformedCharacter(i);
            }
            if (i >= at + 2 && bytes[i - 1] == ']' && bytes[i - 2] == ']') {
                throw message.malformed("]]> in text", i - 2);
            }
            i++;
        }
    }

    private int readSection(Utf8Message message, int at) throws RefusedMessageException {
        byte[] bytes = message.bytes();
        int i = at;
        while (true) {
            i = XmlChars.skip(message, i, XmlChars.CDATA);
            if (i == message.to()) {
                throw message.truncated();
            }
            if (bytes[i] == '\r') {
                piece.set(bytes, at, i);
                return i;
            }
            if (bytes[i] != ']') {
                throw message.malformedCharacter(i);
            }
            if (message.startsWith(CDATA_END, i)) {
                piece.set(bytes, at, i);
                inSection = false;
                return i + CDATA_END.length();
            }
            i++;
        }
    }
}
