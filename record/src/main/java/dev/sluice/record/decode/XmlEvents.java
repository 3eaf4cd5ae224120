package dev.sluice.record.decode;

import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.in.PName;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import dev.sluice.record.definition.Limits;
import dev.sluice.record.definition.XmlNames;
import java.util.Objects;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The parser's events, one message after the other: the only place that knows which parser it is. Whatever the
 * parser throws leaves here as a refusal. Not thread-safe.
 */
final class XmlEvents {

    static final int START_ELEMENT = XMLStreamConstants.START_ELEMENT;
    static final int END_ELEMENT = XMLStreamConstants.END_ELEMENT;
    static final int CHARACTERS = XMLStreamConstants.CHARACTERS;
    static final int CDATA = XMLStreamConstants.CDATA;
    static final int SPACE = XMLStreamConstants.SPACE;
    static final int PROCESSING_INSTRUCTION = XMLStreamConstants.PROCESSING_INSTRUCTION;
    static final int END_DOCUMENT = XMLStreamConstants.END_DOCUMENT;

    /** From here on a parser is clearly slower than a new one, and the memory it never gives back is worth having. */
    private static final int NAMES_PER_FACTORY = 4096;
    /** Of {@code <a/>}. */
    private static final int MIN_NAME_BYTES = 4;

    private static final String UNDECLARED_ENTITY = "a reference to an entity that XML itself does not declare";
    private static final int MAX_DETAIL = 200;
    private static final String END_OF_INPUT = "Unexpected end-of-input";

    private final Limits limits;
    private InputFactoryImpl factory = AaltoReader.newFactory();
    private final KnownNames names = new KnownNames();
    private final MarkupLimits markupLimits;
    private boolean namesAreLimited;
    private boolean textsAreLimited;
    private @Nullable Utf8Message message;
    private AaltoReader reader;
    private int depth;

    @SuppressWarnings("NullAway.Init") // the reader is there once a message is opened
    XmlEvents(Limits limits) {
        this.limits = limits;
        this.markupLimits = new MarkupLimits(limits);
    }

    void open(Utf8Message next) throws RefusedMessageException {
        markupLimits.check(next);
        message = next;
        depth = 0;
        int length = next.to() - next.from();
        textsAreLimited = !markupLimits.allowsText(length);
        // Long enough for too many names: counted from none, so that what came before makes no difference.
        namesAreLimited = length / MIN_NAME_BYTES > limits.names();
        if (namesAreLimited || names.size() > NAMES_PER_FACTORY) {
            factory = AaltoReader.newFactory();
            names.clear();
        }
        try {
            reader = AaltoReader.open(factory, next);
        } catch (XMLStreamException | RuntimeException refused) {
            throw malformed(refused);
        }
    }

    /** Leaves the message, so that it can be collected. */
    void close() {
        message = null;
    }

    /** The next event; entity references are refused, other markup than elements and text may be passed by. */
    int next() throws RefusedMessageException {
        int event;
        try {
            event = reader.next();
        } catch (XMLStreamException | RuntimeException refused) {
            throw malformed(refused);
        }
        if (event == START_ELEMENT) {
            depth++;
            checkElement();
        } else if (event == END_ELEMENT) {
            depth--;
        } else if (event == PROCESSING_INSTRUCTION) {
            checkProcessingInstruction();
        } else if (event == XMLStreamConstants.ENTITY_REFERENCE || event == XMLStreamConstants.DTD) {
            throw malformed(UNDECLARED_ENTITY);
        }
        return event;
    }

    private void checkElement() throws RefusedMessageException {
        if (depth > limits.depth()) {
            throw limitExceeded("depth", limits.depth());
        }
        checkName(reader.elementName());
        int attributes = reader.attributes();
        int namespaces = reader.getNamespaceCount();
        if (attributes + namespaces > limits.attributes()) {
            throw limitExceeded("attributes", limits.attributes());
        }
        for (int i = 0; i < attributes; i++) {
            checkName(reader.attributeName(i));
        }
        for (int i = 0; i < namespaces; i++) {
            checkNamespace(reader.getNamespacePrefix(i), reader.getNamespaceURI(i));
        }
    }

    private void checkName(PName name) throws RefusedMessageException {
        if (!names.contains(name)) {
            checkName(name.getPrefixedName(), name.getLocalName());
        }
    }

    /** What the parser allows after a prefix is not always a name. */
    private void checkName(String name, String local) throws RefusedMessageException {
        if (names.contains(name)) {
            return;
        }
        if (local.length() > limits.nameLength()) {
            throw limitExceeded("name-length", limits.nameLength());
        }
        if (!XmlNames.isName(local)) {
            throw malformed("a name that is none");
        }
        names.add(name);
        if (namesAreLimited && names.size() > limits.names()) {
            throw limitExceeded("names", limits.names());
        }
    }

    /** The parser lets a prefix be undeclared, and takes {@code xmlns:=""} for a declaration without a prefix. */
    private void checkNamespace(@Nullable String prefix, @Nullable String uri) throws RefusedMessageException {
        if (prefix != null && !prefix.isEmpty()) {
            checkName("xmlns:" + prefix, prefix);
            if (uri == null || uri.isEmpty()) {
                throw malformed("a namespace prefix bound to nothing");
            }
        } else if (RawMarkup.hasNamelessPrefix(opened(), startOfEvent())) {
            throw malformed("a namespace declaration without a prefix after its colon");
        }
    }

    /** The parser leaves out what is before a colon. */
    private void checkProcessingInstruction() throws RefusedMessageException {
        if (RawMarkup.hasColonInTarget(opened(), startOfEvent())) {
            throw malformed("a colon in the target of a processing instruction");
        }
        checkName("?" + reader.getPITarget(), reader.getPITarget());
    }

    private Utf8Message opened() {
        return Objects.requireNonNull(message, "open a message first");
    }

    private int startOfEvent() {
        return (int) reader.getLocationInfo().getStartingByteOffset();
    }

    RefusedMessageException limitExceeded(String limit, int value) {
        return RefusedMessageException.limitExceeded(limit, value, place());
    }

    private RefusedMessageException malformed(String what) {
        return new RefusedMessageException(Reason.MALFORMED_XML, "Cannot decode the message: " + what + place());
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

    /** Elements that are open, the current one included. */
    int depth() {
        return depth;
    }

    XMLStreamReader element() {
        return reader;
    }

    String localName() {
        return reader.elementName().getLocalName();
    }

    /** "" for none. */
    String namespace() {
        return reader.getNamespaceURI();
    }

    /** Of the current text event; valid up to {@link #textLength()}, until the next event. */
    char[] text() throws RefusedMessageException {
        checkRawLength();
        try {
            return reader.text();
        } catch (XMLStreamException | RuntimeException refused) {
            throw malformed(refused);
        }
    }

    int textStart() {
        return reader.getTextStart();
    }

    int textLength() throws RefusedMessageException {
        checkRawLength();
        try {
            return reader.textLength();
        } catch (XMLStreamException | RuntimeException refused) {
            throw malformed(refused);
        }
    }

    /** The current processing instruction, as canonical XML has it. */
    void writeProcessingInstruction(StringBuilder xml) throws RefusedMessageException {
        checkRawLength();
        try {
            String content = reader.getPIData();
            xml.append("<?").append(reader.getPITarget());
            xml.append(content == null || content.isEmpty() ? "" : " " + content)
                    .append("?>");
        } catch (RuntimeException refused) {
            throw malformed(refused);
        }
    }

    /** The parser reads no further than it is asked to, but then builds the whole text, however long. */
    private void checkRawLength() throws RefusedMessageException {
        if (textsAreLimited) {
            int start = startOfEvent();
            int event = reader.getEventType();
            int end = event == CDATA
                    ? opened().indexOf("]]>", start)
                    : event == PROCESSING_INSTRUCTION ? opened().indexOf("?>", start) : opened().indexOf('<', start);
            if (!markupLimits.allowsText((end < 0 ? opened().to() : end) - start)) {
                throw limitExceeded("text-length", limits.textLength());
            }
        }
    }

    private RefusedMessageException malformed(Exception failure) {
        Throwable cause = failure instanceof UncheckedStreamException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        String why = String.valueOf(cause.getMessage());
        // The parser reads as many characters as the right end tag would have, so it misses that another has ended.
        if (why.regionMatches(true, 0, END_OF_INPUT, 0, END_OF_INPUT.length())
                && !(why.contains("END_ELEMENT") && opened().endsWithTag())) {
            return new RefusedMessageException(
                    Reason.TRUNCATED, "Cannot decode the message: it ends before its root element does");
        }
        if (!(cause instanceof XMLStreamException stream)) {
            return malformed("markup that breaks the parser");
        }
        if (why.startsWith("General entity reference")) {
            return malformed(UNDECLARED_ENTITY);
        }
        String firstLine = why.lines().findFirst().orElse("");
        return new RefusedMessageException(
                Reason.MALFORMED_XML,
                "Cannot decode the message: " + firstLine.substring(0, Math.min(firstLine.length(), MAX_DETAIL))
                        + place(stream.getLocation()));
    }

    String place() {
        return place(reader == null ? null : reader.getLocation());
    }

    private String place(@Nullable Location location) {
        return location == null ? "" : opened().place(location.getLineNumber(), location.getColumnNumber());
    }
}
