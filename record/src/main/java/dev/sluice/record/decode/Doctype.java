package dev.sluice.record.decode;

/**
 * A document type declaration: where it ends and what it would do, found without doing it. Its declarations are not
 * checked, because nothing in a row depends on them; what keeps its end from being known is refused.
 *
 * @see <a href="https://www.w3.org/TR/xml/#NT-doctypedecl">XML 1.0, doctypedecl</a>
 */
final class Doctype {

    static final String START = "<!DOCTYPE";

    private final Utf8Message message;
    private int at;
    private boolean external;
    private boolean entities;
    private boolean hasEnd = true;

    /** @param at where {@link #START} stands */
    Doctype(Utf8Message message, int at) {
        this.message = message;
        this.at = at + START.length();
        readDeclaration(true);
        if (isAt('[')) {
            this.at++;
            readInternalSubset();
            this.at = message.skipSpace(this.at);
        }
        hasEnd &= isAt('>');
    }

    /** Why a message with this declaration is no message, where none is expected. */
    RefusedMessageException refusal() {
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

    /** The place behind the declaration. */
    int end() throws RefusedMessageException {
        if (hasEnd) {
            return at + 1;
        }
        throw at >= message.to()
                ? new RefusedMessageException(Reason.TRUNCATED, "Cannot decode the message: it ends within its DOCTYPE")
                : new RefusedMessageException(
                        Reason.MALFORMED_XML, "Cannot decode the message: its DOCTYPE is not well-formed");
    }

    private void readInternalSubset() {
        while (at < message.to() && !isAt(']')) {
            if (message.startsWith("<!--", at)) {
                at += 4;
                skipPast("-->");
            } else if (message.startsWith("<?", at)) {
                skipPast("?>");
            } else if (message.startsWith("<!", at)) {
                entities |= message.startsWith("<!ENTITY", at);
                at += 2;
                readDeclaration(false);
                at++;
            } else {
                at++;
            }
        }
        at++;
    }

    /** Up to the {@code >} that ends a declaration, or the {@code [} that opens the subset, past what is quoted. */
    private void readDeclaration(boolean isOutermost) {
        while (at < message.to()) {
            byte b = message.bytes()[at];
            if (b == '>' || isOutermost && b == '[') {
                return;
            }
            if (b == '"' || b == '\'') {
                at++;
                skipPast(b == '"' ? "\"" : "'");
            } else {
                hasEnd &= !isOutermost || b != '<';
                external |= isWord("SYSTEM") || isWord("PUBLIC");
                at++;
            }
        }
    }

    private boolean isAt(char c) {
        return at < message.to() && message.bytes()[at] == c;
    }

    /** Whether a word stands here, with white space before it. */
    private boolean isWord(String word) {
        byte before = message.bytes()[at - 1];
        return message.startsWith(word, at) && (before == ' ' || before == '\n' || before == '\r' || before == '\t');
    }

    private void skipPast(String end) {
        int found = message.indexOf(end, at);
        hasEnd &= found >= 0;
        at = found < 0 ? message.to() : found + end.length();
    }
}
