package dev.sluice.record.decode;

import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import dev.sluice.record.definition.Limits;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.io.Stax2ByteArraySource;
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

    /** The parser never forgets a name that it has met, so it is replaced before hostile names fill the heap. */
    private static final long BYTES_PER_FACTORY = 4 << 20;

    private static final int MAX_DETAIL = 200;
    private static final String END_OF_INPUT = "Unexpected end-of-input";

    private final Limits limits;
    private InputFactoryImpl factory = newFactory();
    private long bytesOfFactory;
    private @Nullable Utf8Message message;
    private XMLStreamReader2 reader;
    private int depth;

    @SuppressWarnings("NullAway.Init") // the reader is there once a message is opened
    XmlEvents(Limits limits) {
        this.limits = limits;
    }

    private static InputFactoryImpl newFactory() {
        InputFactoryImpl factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    void open(Utf8Message next) throws RefusedMessageException {
        message = next;
        depth = 0;
        int length = next.to() - next.from();
        bytesOfFactory += length;
        if (bytesOfFactory > BYTES_PER_FACTORY) {
            factory = newFactory();
            bytesOfFactory = length;
        }
        try {
            reader = (XMLStreamReader2)
                    factory.createXMLStreamReader(new Stax2ByteArraySource(next.bytes(), next.from(), length));
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
        } else if (event == XMLStreamConstants.ENTITY_REFERENCE || event == XMLStreamConstants.DTD) {
            throw undeclaredEntity();
        }
        return event;
    }

    private void checkElement() throws RefusedMessageException {
        if (depth > limits.depth()) {
            throw limitExceeded("depth", limits.depth());
        }
        if (reader.getLocalName().length() > limits.nameLength()) {
            throw limitExceeded("name-length", limits.nameLength());
        }
        int attributes = reader.getAttributeCount();
        if (attributes + reader.getNamespaceCount() > limits.attributes()) {
            throw limitExceeded("attributes", limits.attributes());
        }
        for (int i = 0; i < attributes; i++) {
            if (reader.getAttributeLocalName(i).length() > limits.nameLength()) {
                throw limitExceeded("name-length", limits.nameLength());
            }
        }
    }

    RefusedMessageException limitExceeded(String limit, int value) {
        return new RefusedMessageException(
                Reason.LIMIT_EXCEEDED,
                "Cannot decode the message: more than the " + value + " that limits." + limit + " allows" + place());
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
        return reader.getLocalName();
    }

    /** "" for none. */
    String namespace() {
        return reader.getNamespaceURI();
    }

    /** Of the current text event; valid up to {@link #textLength()}, until the next event. */
    char[] text() throws RefusedMessageException {
        try {
            return reader.getTextCharacters();
        } catch (RuntimeException refused) {
            throw malformed(refused);
        }
    }

    int textStart() {
        return reader.getTextStart();
    }

    int textLength() throws RefusedMessageException {
        try {
            return reader.getTextLength();
        } catch (RuntimeException refused) {
            throw malformed(refused);
        }
    }

    /** The current processing instruction, as canonical XML has it. */
    void writeProcessingInstruction(StringBuilder xml) throws RefusedMessageException {
        try {
            String content = reader.getPIData();
            xml.append("<?").append(reader.getPITarget());
            xml.append(content == null || content.isEmpty() ? "" : " " + content)
                    .append("?>");
        } catch (RuntimeException refused) {
            throw malformed(refused);
        }
    }

    private RefusedMessageException malformed(Exception failure) {
        Throwable cause = failure instanceof UncheckedStreamException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        String why = String.valueOf(cause.getMessage());
        if (why.regionMatches(true, 0, END_OF_INPUT, 0, END_OF_INPUT.length()) && !endsInWholeEndTag(why)) {
            return new RefusedMessageException(
                    Reason.TRUNCATED, "Cannot decode the message: it ends before its root element does");
        }
        if (!(cause instanceof XMLStreamException stream)) {
            return new RefusedMessageException(
                    Reason.MALFORMED_XML, "Cannot decode the message: it breaks the parser" + place());
        }
        if (why.startsWith("General entity reference")) {
            return undeclaredEntity();
        }
        String firstLine = why.lines().findFirst().orElse("");
        return new RefusedMessageException(
                Reason.MALFORMED_XML,
                "Cannot decode the message: " + firstLine.substring(0, Math.min(firstLine.length(), MAX_DETAIL))
                        + place(stream.getLocation()));
    }

    /** The parser reads as many characters as the right end tag would have, so it misses that this one has ended. */
    private boolean endsInWholeEndTag(String why) {
        if (message == null || !why.contains("END_ELEMENT")) {
            return false;
        }
        int i = message.to() - 1;
        while (i > message.from() && message.bytes()[i] != '<' && message.bytes()[i] != '>') {
            i--;
        }
        return message.bytes()[i] == '>';
    }

    private RefusedMessageException undeclaredEntity() {
        return new RefusedMessageException(
                Reason.MALFORMED_XML,
                "Cannot decode the message: an entity reference, but no DOCTYPE to declare it" + place());
    }

    private String place() {
        return place(reader == null ? null : reader.getLocation());
    }

    /** Counted from the beginning of the message; the parser does not see the lines of the declaration. */
    private String place(@Nullable Location location) {
        if (location == null || message == null) {
            return "";
        }
        int line = location.getLineNumber();
        int column = location.getColumnNumber();
        int lineStart = message.lineStart();
        for (int i = message.lineStart(); i < message.from(); i++) {
            if (message.bytes()[i] == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        int shift = location.getLineNumber() == 1 ? -lineStart : 0;
        return " at line " + line + ", column " + (column + shift);
    }
}
