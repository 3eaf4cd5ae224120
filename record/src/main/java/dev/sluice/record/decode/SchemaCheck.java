package dev.sluice.record.decode;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamReader;
import javax.xml.validation.Schema;
import javax.xml.validation.ValidatorHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.AttributesImpl;

/**
 * Checks messages against a schema, in a second pass over what the first found to be well-formed and within the
 * limits. The validator sees the same parser's events, never the bytes. Not thread-safe.
 */
final class SchemaCheck {

    /** A validator keeps every name that it has seen: a new one takes its place before they become too many. */
    private static final long BYTES_PER_VALIDATOR = 8L << 20;

    /** What a validator's message begins with; values of the message stand behind it. */
    private static final Pattern CONSTRAINT = Pattern.compile("([A-Za-z][A-Za-z0-9.-]*):.*", Pattern.DOTALL);

    private final Schema schema;
    private final XmlEvents events;
    private final AttributesImpl attributes = new AttributesImpl();
    private @Nullable ValidatorHandler validator;
    private long seenBytes;

    SchemaCheck(Schema schema, XmlEvents events) {
        this.schema = schema;
        this.events = events;
    }

    void check(Utf8Message message) throws RefusedMessageException {
        ValidatorHandler current = validator == null || seenBytes > BYTES_PER_VALIDATOR ? newValidator() : validator;
        validator = null; // one that stops within a message is not used again
        seenBytes += message.to() - message.from();
        events.open(message);
        try {
            pass(current);
        } catch (SAXException | RuntimeException invalid) {
            throw new RefusedMessageException(
                    Reason.SCHEMA_INVALID,
                    "Cannot decode the message: it is not valid by the schema, violates " + constraint(invalid)
                            + events.place());
        }
        validator = current;
    }

    private static String constraint(Exception invalid) {
        Matcher message = CONSTRAINT.matcher(String.valueOf(invalid.getMessage()));
        return invalid instanceof SAXException && message.matches() ? message.group(1) : "what breaks the validator";
    }

    private ValidatorHandler newValidator() {
        seenBytes = 0;
        ValidatorHandler created = schema.newValidatorHandler();
        created.setErrorHandler(new FirstError());
        created.setResourceResolver((type, namespace, publicId, location, base) -> {
            throw new IllegalStateException("a message refers to a schema");
        });
        return created;
    }

    private void pass(ValidatorHandler current) throws RefusedMessageException, SAXException {
        current.startDocument();
        while (true) {
            switch (events.next()) {
                case XmlEvents.START_ELEMENT -> begin(current, events.element());
                case XmlEvents.END_ELEMENT -> end(current, events.element());
                case XmlEvents.CHARACTERS, XmlEvents.CDATA, XmlEvents.SPACE -> {
                    if (events.depth() > 0) {
                        current.characters(events.text(), events.textStart(), events.textLength());
                    }
                }
                case XmlEvents.END_DOCUMENT -> {
                    current.endDocument();
                    return;
                }
                default -> {}
            }
        }
    }

    private void begin(ValidatorHandler current, XMLStreamReader element) throws SAXException {
        for (int i = 0; i < element.getNamespaceCount(); i++) {
            current.startPrefixMapping(orEmpty(element.getNamespacePrefix(i)), orEmpty(element.getNamespaceURI(i)));
        }
        attributes.clear();
        for (int i = 0; i < element.getAttributeCount(); i++) {
            String local = element.getAttributeLocalName(i);
            attributes.addAttribute(
                    orEmpty(element.getAttributeNamespace(i)),
                    local,
                    qualified(element.getAttributePrefix(i), local),
                    "CDATA",
                    element.getAttributeValue(i));
        }
        current.startElement(events.namespace(), events.localName(), name(element), attributes);
    }

    private void end(ValidatorHandler current, XMLStreamReader element) throws SAXException {
        current.endElement(events.namespace(), events.localName(), name(element));
        for (int i = 0; i < element.getNamespaceCount(); i++) {
            current.endPrefixMapping(orEmpty(element.getNamespacePrefix(i)));
        }
    }

    private String name(XMLStreamReader element) {
        return qualified(element.getPrefix(), events.localName());
    }

    private static String qualified(@Nullable String prefix, String local) {
        return prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static final class FirstError implements ErrorHandler {

        @Override
        public void warning(SAXParseException warning) {
            // A message is valid or not.
        }

        @Override
        public void error(SAXParseException error) throws SAXException {
            throw error;
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            throw error;
        }
    }
}
