package dev.sluice.service.decode;

import dev.sluice.record.avro.Lineage;
import dev.sluice.record.decode.MessageDecoder;
import dev.sluice.record.definition.RecordDefinition;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Decodes each message and gives it its lineage. Key and headers of the message go along untouched, because a dead
 * letter needs them.
 */
public final class DecodeXml implements Processor<byte[], byte[], byte[], DecodedMessage> {

    private final MessageDecoder decoder;
    private final int epoch;

    @SuppressWarnings("NullAway.Init") // set by init
    private ProcessorContext<byte[], DecodedMessage> context;

    @SuppressWarnings("NullAway.Init") // set by init
    private SourceHours hours;

    public DecodeXml(RecordDefinition definition, int epoch) {
        this.decoder = new MessageDecoder(definition);
        this.epoch = epoch;
    }

    @Override
    public void init(ProcessorContext<byte[], DecodedMessage> context) {
        this.context = context;
        this.hours = new SourceHours(context);
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        byte @Nullable [] value = message.value();
        Lineage lineage = lineage(message.timestamp());
        context.forward(message.withValue(new DecodedMessage(
                lineage, value, value == null ? Optional.empty() : Optional.of(decoder.decode(value)))));
    }

    private Lineage lineage(long timestamp) {
        RecordMetadata source = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("Cannot decode a message: it has no position"));
        int hour = hours.hourOf(source.partition(), timestamp, context.currentSystemTimeMs());
        return new Lineage(source.partition(), source.offset(), timestamp, hour, epoch);
    }
}
