package dev.sluice.record.decode;

/** What stands before the root element: looked through before the parser sees it, so that no DTD reaches the parser. */
final class Prolog {

    private static final String DOCTYPE = "<!DOCTYPE";

    private Prolog() {}

    /** Refuses a document type declaration; whatever else may be wrong is left to the parser. */
    static void check(Utf8Message message) throws RefusedMessageException {
        int at = message.skipSpace(message.from());
        while (at >= 0 && at < message.to()) {
            if (message.startsWith("<!--", at)) {
                at = after(message, "-->", at + 4);
            } else if (message.startsWith("<?", at)) {
                refuseSecondDeclaration(message, at);
                at = after(message, "?>", at + 2);
            } else if (message.startsWith(DOCTYPE, at)) {
                throw new Doctype(message, at + DOCTYPE.length()).refusal();
            } else {
                return;
            }
        }
        if (at >= message.to()) {
            throw new RefusedMessageException(
                    Reason.TRUNCATED, "Cannot decode the message: it ends before its root element");
        }
    }

    private static int after(Utf8Message message, String end, int at) {
        int found = message.indexOf(end, at);
        return found < 0 ? -1 : message.skipSpace(found + end.length());
    }

    /** The parser is handed what follows the declaration, and would take a second one for the first. */
    private static void refuseSecondDeclaration(Utf8Message message, int at) throws RefusedMessageException {
        boolean named = message.to() - at > 5
                && (message.bytes()[at + 2] | 0x20) == 'x'
                && (message.bytes()[at + 3] | 0x20) == 'm'
                && (message.bytes()[at + 4] | 0x20) == 'l';
        byte next = named ? message.bytes()[at + 5] : 0;
        if (named && (next == '?' || message.skipSpace(at + 5) > at + 5)) {
            throw new RefusedMessageException(
                    Reason.MALFORMED_XML,
                    "Cannot decode the message: an XML declaration elsewhere than at its beginning");
        }
    }
}
