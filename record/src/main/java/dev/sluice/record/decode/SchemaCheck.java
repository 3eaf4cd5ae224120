package dev.sluice.record.decode;

import dev.sluice.record.decode.Name.Prefix;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.validation.Schema;
import javax.xml.validation.ValidatorHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.AttributesImpl;

/**
 * Checks messages against a schema, in a second pass over what the first found to be well-formed and within the
 * limits. The validator sees the same scanner's events, never the bytes. Not thread-safe.
 */
final class SchemaCheck {

    /** A validator keeps every name that it has seen: a new one takes its place before they become too many. */
    private static final long BYTES_PER_VALIDATOR = 8L << 20;

    /** What a validator's message begins with; values of the message stand behind it. */
    private static final Pattern CONSTRAINT = Pattern.compile("([A-Za-z][A-Za-z0-9.-]*):.*", Pattern.DOTALL);

    private final Schema schema;
    private final XmlScanner events;
    private final AttributesImpl attributes = new AttributesImpl();
    private @Nullable ValidatorHandler validator;
    private long seenBytes;

    SchemaCheck(Schema schema, XmlScanner events) {
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
                case XmlScanner.START_ELEMENT -> begin(current, events.name(events.depth()));
                case XmlScanner.END_ELEMENT -> end(current, events.name(events.depth() + 1));
                case XmlScanner.TEXT -> {
                    char[] text = events.text().toString(events).toCharArray();
                    current.characters(text, 0, text.length);
                }
                case XmlScanner.END_DOCUMENT -> {
                    current.endDocument();
                    return;
                }
                default -> {}
            }
        }
    }

    private void begin(ValidatorHandler current, Name element) throws RefusedMessageException, SAXException {
        Namespaces namespaces = events.namespaces();
        for (int i = namespaces.first(events.depth()); i < namespaces.size(); i++) {
            Prefix prefix = namespaces.prefix(i);
            current.startPrefixMapping(prefix.text, String.valueOf(prefix.uri));
        }
        StartTag tag = events.tag();
        attributes.clear();
        for (int i = 0; i < tag.size(); i++) {
            Name name = tag.name(i);
            attributes.addAttribute(
                    tag.namespace(i),
                    name.local,
                    name.qualified,
                    "CDATA",
                    tag.value(i).toString());
        }
        current.startElement(element.namespace(), element.local, element.qualified, attributes);
    }

    private void end(ValidatorHandler current, Name element) throws SAXException {
        current.endElement(element.namespace(), element.local, element.qualified);
        Namespaces namespaces = events.namespaces();
        for (int i = namespaces.first(events.depth() + 1); i < namespaces.size(); i++) {
            current.endPrefixMapping(namespaces.prefix(i).text);
        }
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
