package dev.sluice.record.decode;

/** A reference to a character or to one of the five entities that XML itself declares. Not thread-safe. */
final class Reference {

    private static final String[] ENTITIES = {"lt;", "gt;", "amp;", "apos;", "quot;"};
    private static final String CHARACTERS = "<>&'\"";
    private static final int TOO_HIGH = Character.MAX_CODE_POINT + 1;

    /** The character that the last reference stands for. */
    final byte[] utf8 = new byte[4];

    int length;

    /**
     * Reads a reference.
     *
     * @param at where its {@code &} stands
     * @return the place behind it
     */
    int read(Utf8Message message, int at) throws RefusedMessageException {
        if (message.startsWith("#", at + 1)) {
            return readNumber(message, at);
        }
        for (int i = 0; i < ENTITIES.length; i++) {
            if (message.startsWith(ENTITIES[i], at + 1)) {
                utf8[0] = (byte) CHARACTERS.charAt(i);
                length = 1;
                return at + 1 + ENTITIES[i].length();
            }
        }
        int end = XmlChars.endOfName(message, at + 1);
        if (end == message.to()) {
            throw message.truncated();
        }
        boolean isName = end > at + 1 && message.bytes()[end] == ';';
        throw message.malformed(
                isName ? "a reference to an entity that XML itself does not declare" : "an & that begins no reference",
                at);
    }

    private int readNumber(Utf8Message message, int at) throws RefusedMessageException {
        boolean isHex = message.startsWith("x", at + 2);
        int radix = isHex ? 16 : 10;
        int first = isHex ? at + 3 : at + 2;
        int i = first;
        int value = 0;
        for (; i < message.to(); i++) {
            int digit = message.bytes()[i] < 0 ? -1 : Character.digit(message.bytes()[i], radix);
            if (digit < 0) {
                break;
            }
            value = Math.min(value * radix + digit, TOO_HIGH);
        }
        if (i == message.to()) {
            throw message.truncated();
        }
        if (i == first || message.bytes()[i] != ';') {
            throw message.malformed("a reference to a character that is none", at);
        }
        if (!XmlChars.isCharacter(value)) {
            throw message.malformed("a reference to a character that XML does not allow", at);
        }
        length = Utf8.write(value, utf8);
        return i + 1;
    }
}
