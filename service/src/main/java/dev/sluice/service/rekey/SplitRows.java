package dev.sluice.service.rekey;

import dev.sluice.record.avro.Lineage;
import dev.sluice.service.decode.CheckedMessage;
import dev.sluice.service.decode.EncodedRow;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Gives each valid row a record of its own under its record key; headers of the message stay behind. */
public final class SplitRows extends ContextualProcessor<byte[], CheckedMessage, byte[], RekeyedRow> {

    @Override
    public void process(Record<byte[], CheckedMessage> message) {
        Lineage lineage = message.value().lineage();
        for (EncodedRow row : message.value().rows()) {
            RekeyedRow rekeyed = new RekeyedRow(
                    lineage.partition(), lineage.offset(), row.index(), lineage.sourceHour(), row.bytes());
            context().forward(new Record<>(row.key(), rekeyed, message.timestamp()));
        }
    }
}
