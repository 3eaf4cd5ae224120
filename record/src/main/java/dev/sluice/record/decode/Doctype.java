package dev.sluice.record.decode;

/**
 * Looks through a document type declaration for what it would do, without doing it.
 *
 * @see <a href="https://www.w3.org/TR/xml/#NT-doctypedecl">XML 1.0, doctypedecl</a>
 */
final class Doctype {

    private final Utf8Message message;
    private int at;
    private boolean external;
    private boolean entities;

    /** @param at after {@code <!DOCTYPE} */
    Doctype(Utf8Message message, int at) {
        this.message = message;
        this.at = at;
    }

    RefusedMessageException refusal() {
        readDeclaration();
        if (at < message.to() && message.bytes()[at] == '[') {
            at++;
            readInternalSubset();
        }
        if (external) {
            return new RefusedMessageException(
                    Reason.EXTERNAL_ENTITY_REFUSED,
                    "Cannot decode the message: its DOCTYPE refers to something outside of it");
        }
        if (entities) {
            return new RefusedMessageException(
                    Reason.ENTITY_DECLARATION_REFUSED, "Cannot decode the message: its DOCTYPE declares entities");
        }
        return new RefusedMessageException(
                Reason.DOCTYPE_REFUSED, "Cannot decode the message: it has a DOCTYPE, expected none");
    }

    private void readInternalSubset() {
        while (at < message.to() && message.bytes()[at] != ']') {
            if (message.startsWith("<!--", at)) {
                skipPast("-->");
            } else if (message.startsWith("<?", at)) {
                skipPast("?>");
            } else if (message.startsWith("<!", at)) {
                entities |= message.startsWith("<!ENTITY", at);
                at += 2;
                readDeclaration();
            } else {
                at++;
            }
        }
    }

    /** Up to the {@code >} that ends a declaration, or the {@code [} that opens the subset, past what is quoted. */
    private void readDeclaration() {
        while (at < message.to()) {
            byte b = message.bytes()[at];
            if (b == '>' || b == '[') {
                return;
            }
            if (b == '"' || b == '\'') {
                at++;
                skipPast(b == '"' ? "\"" : "'");
            } else {
                external |= isWord("SYSTEM") || isWord("PUBLIC");
                at++;
            }
        }
    }

    /** Whether a word stands here, with white space before it. */
    private boolean isWord(String word) {
        byte before = message.bytes()[at - 1];
        return message.startsWith(word, at) && (before == ' ' || before == '\n' || before == '\r' || before == '\t');
    }

    private void skipPast(String end) {
        int found = message.indexOf(end, at);
        at = found < 0 ? message.to() : found + end.length();
    }
}
