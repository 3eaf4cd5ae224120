package dev.sluice.service.rows;

import dev.sluice.service.dedup.SightedRow;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Takes the envelope off: a row that is no duplicate goes on as the bytes it was encoded to. */
public final class ToRows extends ContextualProcessor<byte[], SightedRow, byte[], byte[]> {

    @Override
    public void process(Record<byte[], SightedRow> record) {
        SightedRow sighted = record.value();
        if (!sighted.duplicate()) {
            context().forward(record.withValue(sighted.row().bytes()));
        }
    }
}
