package dev.sluice.record.decode;

import dev.sluice.record.definition.Dtd;

/** What stands before the root element: looked through before the parser sees it, so that no DTD reaches the parser. */
final class Prolog {

    private Prolog() {}

    /** The message as the parser may see it; whatever else may be wrong with it is left to the parser. */
    static Utf8Message withoutDoctype(Utf8Message original, Dtd choice) throws RefusedMessageException {
        Utf8Message message = original;
        int at = message.skipSpace(message.from());
        while (at >= 0 && at < message.to()) {
            if (message.startsWith("<!--", at)) {
                at = after(message, "-->", at + 4);
            } else if (message.startsWith("<?", at)) {
                refuseSecondDeclaration(message, at);
                at = after(message, "?>", at + 2);
            } else if (message.startsWith(Doctype.START, at)) {
                Doctype doctype = new Doctype(message, at);
                if (choice == Dtd.REFUSE) {
                    throw doctype.refusal();
                }
                if (message != original) {
                    throw new RefusedMessageException(
                            Reason.MALFORMED_XML, "Cannot decode the message: it has a second DOCTYPE");
                }
                message = message.blank(at, doctype.end());
                at = message.skipSpace(at);
            } else {
                return message;
            }
        }
        if (at >= message.to()) {
            throw new RefusedMessageException(
                    Reason.TRUNCATED, "Cannot decode the message: it ends before its root element");
        }
        return message;
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
        // The parser takes any control character for white space here.
        int next = named ? message.bytes()[at + 5] : 'x';
        if (next == '?' || next >= 0 && next <= ' ') {
            throw new RefusedMessageException(
                    Reason.MALFORMED_XML,
                    "Cannot decode the message: an XML declaration elsewhere than at its beginning");
        }
    }
}
