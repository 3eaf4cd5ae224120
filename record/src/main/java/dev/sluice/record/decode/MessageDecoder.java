package dev.sluice.record.decode;

import dev.sluice.record.definition.Limits;
import dev.sluice.record.definition.RecordDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Decodes messages of one dataset. Never throws for what a message holds, never resolves anything outside of it.
 * Not thread-safe; made once and used for many messages.
 */
public final class MessageDecoder {

    private final Limits limits;
    private final boolean allowEmpty;
    private final MessageEncoding encoding = new MessageEncoding();
    private final XmlScanner events;
    private final RecordCollector collector;
    private final DocumentWalk walk;
    private final @Nullable SchemaCheck schemaCheck;

    /** @throws MissingMaskKeyException when a column's mask needs a key that the environment does not have */
    public MessageDecoder(RecordDefinition definition) {
        this(definition, MaskKey.ofEnvironment());
    }

    MessageDecoder(RecordDefinition definition, MaskKey maskKey) {
        CompiledPaths paths = PathCompiler.compile(definition, maskKey);
        this.limits = definition.limits();
        this.allowEmpty = definition.allowEmpty();
        this.events = new XmlScanner(limits, definition.dtd());
        this.collector = new RecordCollector(definition, paths);
        this.walk = new DocumentWalk(definition, paths, events, collector);
        this.schemaCheck = definition
                .schema()
                .map(schema -> new SchemaCheck(schema, events))
                .orElse(null);
    }

    /** @param message not changed, and not kept */
    public Decoded decode(byte[] message) {
        try {
            if (message.length > limits.messageBytes()) {
                throw new RefusedMessageException(
                        Reason.LIMIT_EXCEEDED,
                        "Cannot decode the message: " + message.length + " bytes, more than the "
                                + limits.messageBytes() + " that limits.message-bytes allows");
            }
            Utf8Message text = encoding.toUtf8(message);
            events.open(text);
            walk.run();
            if (schemaCheck != null) {
                schemaCheck.check(text);
            }
            if (collector.size() == 0 && !allowEmpty) {
                throw new RefusedMessageException(
                        Reason.NO_RECORDS, "Cannot decode the message: it has no element where records are expected");
            }
            return new Decoded.Records(collector.take());
        } catch (RefusedMessageException refused) {
            return refused.toDecoded();
        } finally {
            events.close();
            walk.clear();
            collector.clear();
        }
    }
}
