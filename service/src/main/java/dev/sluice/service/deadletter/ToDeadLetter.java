package dev.sluice.service.deadletter;

import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.service.decode.CheckedMessage;
import dev.sluice.service.metrics.StreamMeters;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Makes one dead letter of each message with anything rejected; lets all others end here. */
public final class ToDeadLetter extends ContextualProcessor<byte[], CheckedMessage, byte[], byte[]> {

    /** Two varints of at most five bytes. */
    private static final int HEADER_FRAME = 10;

    private static final int MAX_UTF8_BYTES = 3; // for each char

    private final DeadLetterHeaders headers;
    private final int maxBytes;
    private final StreamMeters meters;

    /** @param maxBytes of key, value and headers together, as the dead-letter topic and its producer take them */
    public ToDeadLetter(String inputTopic, RecordDefinition definition, int maxBytes, StreamMeters meters) {
        this.headers = new DeadLetterHeaders(inputTopic, definition);
        this.maxBytes = maxBytes;
        this.meters = meters;
    }

    @Override
    public void process(Record<byte[], CheckedMessage> record) {
        CheckedMessage message = record.value();
        if (message.rejections().isEmpty()) {
            return;
        }
        context().forward(letter(record, message));
        meters.deadLetter(message.rejections().get(0).reason());
    }

    /**
     * A message that its producer compressed can be larger than any record we may write. It would stop the stream for
     * good, so its letter goes without what does not fit: the value, and if need be key and headers too.
     */
    private Record<byte[], byte[]> letter(Record<byte[], CheckedMessage> record, CheckedMessage message) {
        byte @Nullable [] original = message.original();
        int valueBytes = original == null ? 0 : original.length;
        long envelope = DeadLetterHeaders.MAX_BYTES + sizeOf(record.key(), record.headers());
        boolean fits = envelope + valueBytes <= maxBytes;
        boolean envelopeFits = envelope <= maxBytes;
        Record<byte[], byte[]> letter = new Record<>(
                envelopeFits ? record.key() : null,
                fits ? original : null,
                record.timestamp(),
                envelopeFits ? record.headers() : new RecordHeaders());
        headers.addTo(letter.headers(), message.lineage(), message.rejections());
        if (!fits) {
            headers.addOmitted(letter.headers(), valueBytes);
        }
        return letter;
    }

    private static long sizeOf(byte @Nullable [] key, Headers headers) {
        long size = key == null ? 0 : key.length;
        for (Header header : headers) {
            byte @Nullable [] value = header.value();
            size += HEADER_FRAME + header.key().length() * (long) MAX_UTF8_BYTES + (value == null ? 0 : value.length);
        }
        return size;
    }
}
