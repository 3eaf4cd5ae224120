package dev.sluice.record.decode;

/** Looks at the bytes of markup that the parser took for well-formed, for what it does not tell. */
final class RawMarkup {

    private RawMarkup() {}

    /** @param start of the processing instruction, or of white space before it */
    static boolean hasColonInTarget(Utf8Message message, int start) {
        for (int i = message.skipSpace(start) + 2; i < message.to(); i++) {
            byte b = message.bytes()[i];
            if (b == ':') {
                return true;
            }
            if (b == '?' || message.skipSpace(i) > i) {
                return false;
            }
        }
        return false;
    }

    /** @param start of the start tag */
    static boolean hasNamelessPrefix(Utf8Message message, int start) {
        byte[] bytes = message.bytes();
        for (int i = start; i < message.to() && bytes[i] != '>'; i++) {
            if (bytes[i] == '"' || bytes[i] == '\'') {
                i = message.indexOf((char) bytes[i], i + 1);
                if (i < 0) {
                    return false;
                }
            } else if (message.startsWith("xmlns:", i)) {
                int next = message.skipSpace(i + 6);
                if (next < message.to() && bytes[next] == '=') {
                    return true;
                }
            }
        }
        return false;
    }
}
