package dev.sluice.service.deadletter;

import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.service.decode.CheckedMessage;
import dev.sluice.service.metrics.StreamMeters;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Makes one dead letter of each message with anything rejected; lets all others end here. */
public final class ToDeadLetter extends ContextualProcessor<byte[], CheckedMessage, byte[], byte[]> {

    private final DeadLetterHeaders headers;
    private final StreamMeters meters;

    public ToDeadLetter(String inputTopic, RecordDefinition definition, StreamMeters meters) {
        this.headers = new DeadLetterHeaders(inputTopic, definition.version());
        this.meters = meters;
    }

    @Override
    public void process(Record<byte[], CheckedMessage> record) {
        CheckedMessage message = record.value();
        if (message.rejections().isEmpty()) {
            return;
        }
        byte @Nullable [] original = message.original();
        Record<byte[], byte[]> letter = new Record<>(record.key(), original, record.timestamp(), record.headers());
        headers.addTo(letter.headers(), message.lineage(), message.rejections());
        context().forward(letter);
        meters.deadLetter(message.rejections().get(0).reason());
    }
}
