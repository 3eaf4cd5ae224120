package dev.sluice.record.decode;

import org.jspecify.annotations.Nullable;

/**
 * The {@code <?xml ...?>} that a message may begin with.
 *
 * @param length in characters, which its encodings write as themselves
 * @param encoding as it is spelled; null when it names none
 */
record XmlDeclaration(int length, @Nullable String encoding) {

    private static final String START = "<?xml";
    /** The longest that makes sense is about 80 characters. */
    static final int MAX_LENGTH = 1024;

    /**
     * The declaration that a text begins with, or null when it begins with none.
     *
     * @param start the first {@link #MAX_LENGTH} characters of the message
     */
    static @Nullable XmlDeclaration parse(String start) throws RefusedMessageException {
        if (!start.startsWith(START) || start.length() > START.length() && !isSpace(start.charAt(START.length()))) {
            return null;
        }
        return new Parser(start).parse();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static final class Parser {

        private final String text;
        private int at = START.length();

        Parser(String text) {
            this.text = text;
        }

        XmlDeclaration parse() throws RefusedMessageException {
            String version = attribute("version");
            if (version == null) {
                throw malformed();
            }
            if (!version.equals("1.0")) {
                throw new RefusedMessageException(
                        Reason.MALFORMED_XML, "Cannot decode the message: it is not XML 1.0 but another version");
            }
            String encoding = attribute("encoding");
            String standalone = attribute("standalone");
            if (standalone != null && !standalone.equals("yes") && !standalone.equals("no")) {
                throw malformed();
            }
            skipSpace();
            if (!text.startsWith("?>", at)) {
                throw malformed();
            }
            return new XmlDeclaration(at + 2, encoding);
        }

        /** The value of the attribute that comes next, or null when another comes next. */
        private @Nullable String attribute(String name) throws RefusedMessageException {
            int before = at;
            if (skipSpace() == 0 || !text.startsWith(name, at)) {
                at = before;
                return null;
            }
            at += name.length();
            skipSpace();
            expect('=');
            skipSpace();
            char quote = at < text.length() ? text.charAt(at) : 0;
            if (quote != '"' && quote != '\'') {
                throw malformed();
            }
            int end = text.indexOf(quote, at + 1);
            if (end < 0) {
                throw malformed();
            }
            String value = text.substring(at + 1, end);
            at = end + 1;
            return value;
        }

        private int skipSpace() {
            int before = at;
            while (at < text.length() && isSpace(text.charAt(at))) {
                at++;
            }
            return at - before;
        }

        private void expect(char c) throws RefusedMessageException {
            if (at >= text.length() || text.charAt(at) != c) {
                throw malformed();
            }
            at++;
        }

        /** A message that ends before its declaration does was cut off, whatever is wrong with the rest. */
        private RefusedMessageException malformed() {
            return text.length() < MAX_LENGTH && !text.contains("?>") && text.indexOf('<', 1) < 0
                    ? new RefusedMessageException(
                            Reason.TRUNCATED, "Cannot decode the message: it ends within its XML declaration")
                    : new RefusedMessageException(
                            Reason.MALFORMED_XML, "Cannot decode the message: its XML declaration is not well-formed");
        }
    }
}
