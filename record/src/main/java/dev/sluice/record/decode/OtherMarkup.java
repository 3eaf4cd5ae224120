package dev.sluice.record.decode;

import dev.sluice.record.definition.Dtd;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Markup that is neither a tag nor text: comments, processing instructions and DOCTYPE. Not thread-safe. */
final class OtherMarkup {

    private static final String COMMENT_START = "<!--";
    private static final String COMMENT_END = "-->";
    private static final String INSTRUCTION_END = "?>";

    private final Dtd dtd;
    private final Names names;
    private final Utf8Text data = new Utf8Text();
    private @Nullable Name target;
    private boolean hadDoctype;

    OtherMarkup(Dtd dtd, Names names) {
        this.dtd = dtd;
        this.names = names;
    }

    void restart() {
        hadDoctype = false;
        target = null;
        data.set(new byte[0], 0, 0);
    }

    /** Of the last processing instruction. */
    String target() {
        return Objects.requireNonNull(target, "no processing instruction").local;
    }

    /** Of the last processing instruction, its lines ended as they are. */
    Utf8Text data() {
        return data;
    }

    /**
     * Reads what begins with {@code <!}, but for a CDATA section.
     *
     * @return the place behind it
     */
    int declaration(Utf8Message message, int at, boolean inRoot, boolean hadRoot) throws RefusedMessageException {
        if (message.startsWith(COMMENT_START, at)) {
            return comment(message, at);
        }
        if (!hadRoot && message.startsWith(Doctype.START, at)) {
            return doctype(message, at);
        }
        throw message.endsWithin(COMMENT_START, at)
                        || !hadRoot && message.endsWithin(Doctype.START, at)
                        || inRoot && message.endsWithin(TextReader.CDATA_START, at)
                ? message.truncated()
                : message.malformed("a <! that begins no markup", at);
    }

    private static int comment(Utf8Message message, int at) throws RefusedMessageException {
        int i = at + COMMENT_START.length();
        while (true) {
            i = XmlChars.skip(message, i, XmlChars.COMMENT);
            if (message.startsWith(COMMENT_END, i)) {
                return i + COMMENT_END.length();
            }
            if (message.endsWithin(COMMENT_END, i)) {
                throw message.truncated();
            }
            if (message.bytes()[i] != '-') {
                throw message.malformedCharacter(i);
            }
            if (message.bytes()[i + 1] == '-') {
                throw message.malformed("two hyphens in a comment", i);
            }
            i++;
        }
    }

    private int doctype(Utf8Message message, int at) throws RefusedMessageException {
        Doctype doctype = new Doctype(message, at);
        if (dtd == Dtd.REFUSE) {
            throw doctype.refusal();
        }
        if (hadDoctype) {
            throw message.malformed("a second DOCTYPE", at);
        }
        hadDoctype = true;
        int end = doctype.end();
        int allowed = XmlChars.skip(message, at, XmlChars.ALLOWED);
        if (allowed < end) {
            throw message.malformedCharacter(allowed);
        }
        return end;
    }

    /**
     * Reads a processing instruction.
     *
     * @return the place behind it
     */
    int instruction(Utf8Message message, int at) throws RefusedMessageException {
        int nameEnd = XmlChars.endOfName(message, at + 2);
        if (nameEnd == message.to()) {
            throw message.truncated();
        }
        if (nameEnd == at + 2) {
            throw message.malformed("a processing instruction without a target", at);
        }
        Name name = names.at(message, at + 2, nameEnd);
        if (!name.prefix.isEmpty()) {
            throw message.malformed("a colon in the target of a processing instruction", at);
        }
        if (name.local.equalsIgnoreCase("xml")) {
            throw message.malformed("an XML declaration elsewhere than at the beginning", at);
        }
        int start = message.skipSpace(nameEnd);
        int end = endOfInstruction(message, start);
        if (start == nameEnd && end > start) {
            throw message.malformedCharacter(nameEnd);
        }
        target = name;
        data.set(message.bytes(), start, end);
        return end + INSTRUCTION_END.length();
    }

    private static int endOfInstruction(Utf8Message message, int start) throws RefusedMessageException {
        int i = start;
        while (true) {
            i = XmlChars.skip(message, i, XmlChars.INSTRUCTION);
            if (message.startsWith(INSTRUCTION_END, i)) {
                return i;
            }
            if (message.endsWithin(INSTRUCTION_END, i)) {
                throw message.truncated();
            }
            if (message.bytes()[i] != '?') {
                throw message.malformedCharacter(i);
            }
            i++;
        }
    }
}
