package dev.sluice.service.rows;

import dev.sluice.service.dedup.SightedRow;
import dev.sluice.service.rekey.RekeyedRow;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Takes blocks apart: each row that is no duplicate goes on by itself, as the bytes it was encoded to. */
public final class ToRows extends ContextualProcessor<byte[], List<SightedRow>, byte[], byte[]> {

    @Override
    public void process(Record<byte[], List<SightedRow>> block) {
        for (SightedRow sighted : block.value()) {
            if (!sighted.duplicate()) {
                RekeyedRow row = sighted.row();
                context().forward(new Record<>(row.key(), row.bytes(), block.timestamp()));
            }
        }
    }
}
