package dev.sluice.record.decode;

import dev.sluice.record.definition.Dtd;
import dev.sluice.record.definition.Limits;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message from its first byte to its last, one event after the other, and refuses what is not well-formed XML
 * 1.0 (fifth edition) with namespaces, character by character and as soon as it is met. Text comes in pieces, each a
 * part of the message itself wherever it stands there as it is meant. Not thread-safe.
 *
 * @see <a href="https://www.w3.org/TR/xml/">XML 1.0</a>
 */
final class XmlScanner {

    static final int START_ELEMENT = 1;
    static final int END_ELEMENT = 2;
    static final int TEXT = 3;
    static final int PROCESSING_INSTRUCTION = 4;
    static final int END_DOCUMENT = 5;

    private static final int INITIAL_DEPTH = 32;
    private static final int NOTHING = 0;
    private static final byte[] NO_BYTES = {};

    private final Limits limits;
    private final Names names;
    private final Namespaces namespaces = new Namespaces();
    private final StartTag tag;
    private final TextReader texts = new TextReader();
    private final OtherMarkup other;

    private @Nullable Utf8Message message;
    private byte[] bytes = NO_BYTES;
    private int to;
    /** Where the next event begins. */
    private int at;
    /** Where the current event began. */
    private int start;

    private int depth;
    /** Of each open element, and of the one that has just ended. */
    private Name[] open = new Name[INITIAL_DEPTH];

    private boolean endsAtOnce;
    private boolean hadRoot;

    @SuppressWarnings("NullAway.Init") // what belongs to an event is there with the event
    XmlScanner(Limits limits, Dtd dtd) {
        this.limits = limits;
        this.names = new Names(limits);
        this.tag = new StartTag(limits, names, namespaces);
        this.other = new OtherMarkup(dtd, names);
    }

    void open(Utf8Message next) {
        close();
        names.restart();
        message = next;
        bytes = next.bytes();
        to = next.to();
        at = next.from();
        start = at;
        depth = 0;
        endsAtOnce = false;
        hadRoot = false;
        texts.restart();
        other.restart();
    }

    /** Leaves the message, so that it can be collected. */
    void close() {
        namespaces.end(0);
        message = null;
        bytes = NO_BYTES;
        texts.restart();
        other.restart();
        tag.close();
    }

    /** The next event. Comments and the document type declaration are none. */
    int next() throws RefusedMessageException {
        namespaces.end(depth);
        if (endsAtOnce) {
            endsAtOnce = false;
            names.elementEnds(open[depth]);
            depth--;
            return END_ELEMENT;
        }
        while (depth > 0) {
            int i = at;
            if (i == to) {
                throw opened().truncated();
            }
            start = i;
            if (bytes[i] != '<' || texts.isInSection()) {
                at = texts.read(opened(), i);
                if (texts.piece().length() > 0) {
                    return TEXT;
                }
            } else {
                int event = markup(i);
                if (event != NOTHING) {
                    return event;
                }
            }
        }
        return nextOutside();
    }

    private int nextOutside() throws RefusedMessageException {
        while (true) {
            at = opened().skipSpace(at);
            start = at;
            if (at == to) {
                if (hadRoot) {
                    return END_DOCUMENT;
                }
                throw opened().truncated();
            }
            if (bytes[at] != '<') {
                throw opened().malformed("text outside of the root element", at);
            }
            int event = markup(at);
            if (event != NOTHING) {
                return event;
            }
        }
    }

    /** What begins with a {@code <}. */
    private int markup(int i) throws RefusedMessageException {
        if (i + 1 == to) {
            throw opened().truncated();
        }
        switch (bytes[i + 1]) {
            case '/' -> {
                endTag(i);
                return END_ELEMENT;
            }
            case '!' -> {
                declaration(i);
                return NOTHING;
            }
            case '?' -> {
                at = other.instruction(opened(), i);
                return PROCESSING_INSTRUCTION;
            }
            default -> {
                startTag(i);
                return START_ELEMENT;
            }
        }
    }

    private void startTag(int i) throws RefusedMessageException {
        Utf8Message source = opened();
        Name name = names.ofElement(source, i + 1);
        int end = i + 1 + name.utf8.length;
        if (depth == 0 && hadRoot) {
            throw source.malformed("a second root element", i);
        }
        if (depth == limits.depth()) {
            throw source.limitExceeded("depth", limits.depth(), i);
        }
        hadRoot = true;
        if (++depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
        }
        open[depth] = name;
        if (bytes[end] == '>') {
            tag.readNothing();
            at = end + 1;
        } else {
            at = tag.read(source, end, depth);
            endsAtOnce = tag.isEmpty();
        }
        if (name.prefix.uri == null || name.declared != null && !name.prefix.isEmpty()) {
            throw source.malformed("a namespace prefix that is not declared", i);
        }
    }

    private void endTag(int i) throws RefusedMessageException {
        if (depth == 0) {
            throw opened().malformed("an end tag without an element", i);
        }
        Name name = open[depth];
        int end = i + 2 + name.utf8.length;
        if (end >= to || !name.standsAt(bytes, i + 2)) {
            throw isCutOff(name, i + 2) ? opened().truncated() : wrongEnd(i);
        }
        if (bytes[end] != '>') {
            end = opened().skipSpace(end);
            if (end == to) {
                throw opened().truncated();
            }
            if (bytes[end] != '>') {
                throw wrongEnd(i);
            }
        }
        at = end + 1;
        depth--;
        names.elementEnds(name);
    }

    private boolean isCutOff(Name name, int from) {
        int left = to - from;
        return left <= name.utf8.length && Arrays.equals(bytes, from, to, name.utf8, 0, left);
    }

    private RefusedMessageException wrongEnd(int i) {
        return opened().malformed("an end tag that is not of the element that is open", i);
    }

    private void declaration(int i) throws RefusedMessageException {
        if (depth > 0 && opened().startsWith(TextReader.CDATA_START, i)) {
            at = texts.openSection(i);
        } else {
            at = other.declaration(opened(), i, depth > 0, hadRoot);
        }
    }

    /** Elements that are open, the current one included while it begins. */
    int depth() {
        return depth;
    }

    /** The name of an element that is open, or one deeper of the one that ends. */
    Name name(int ofDepth) {
        return open[ofDepth];
    }

    /** Attributes of the element that begins. */
    StartTag tag() {
        return tag;
    }

    /** With the declarations of the current element, while it begins and while it ends. */
    Namespaces namespaces() {
        return namespaces;
    }

    /** The current piece of text, valid for this event; longer where it stands in the message. */
    Utf8Text text() {
        return texts.piece();
    }

    /** The current processing instruction. */
    OtherMarkup instruction() {
        return other;
    }

    /** Whether a piece of text is a part of the message, and so stays what it is until the message is left. */
    boolean standsInMessage(Utf8Text piece) {
        return piece.bytes == bytes;
    }

    /** Goes on to the end of the element that has just begun. */
    void skip() throws RefusedMessageException {
        int outside = depth - 1;
        while (depth > outside) {
            next();
        }
    }

    int maxTextLength() {
        return limits.textLength();
    }

    /** @param length of a text that has come together so far, in characters */
    void checkTextLength(int length) throws RefusedMessageException {
        if (length > limits.textLength()) {
            throw limitExceeded("text-length", limits.textLength());
        }
    }

    /** @param length of all subtrees of the message that have been written, in characters */
    void checkTotalLength(long length) throws RefusedMessageException {
        if (length > limits.messageBytes()) {
            throw limitExceeded("message-bytes", limits.messageBytes());
        }
    }

    RefusedMessageException limitExceeded(String limit, int value) {
        return opened().limitExceeded(limit, value, start);
    }

    /** Where the current event began. */
    String place() {
        return opened().place(start);
    }

    private Utf8Message opened() {
        return Objects.requireNonNull(message, "open a message first");
    }
}
