package dev.sluice.service.audit;

import dev.sluice.service.dedup.SightedRow;
import dev.sluice.service.metrics.StreamMeters;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Counts rows and duplicates; what comes out are records of the audit topic. */
public final class CountRows implements Processor<byte[], List<SightedRow>, byte[], byte[]> {

    public static final String STORE = Stage.DEDUP.store;

    private final int epoch;
    private final String beforeCommit;
    private final StreamMeters meters;

    @SuppressWarnings("NullAway.Init") // set by init
    private ProcessorContext<byte[], byte[]> context;

    @SuppressWarnings("NullAway.Init") // set by init
    private CountStore counts;

    /** @param beforeCommit name of the store */
    public CountRows(int epoch, String beforeCommit, StreamMeters meters) {
        this.epoch = epoch;
        this.beforeCommit = beforeCommit;
        this.meters = meters;
    }

    public static StoreBuilder<KeyValueStore<byte[], byte[]>> store() {
        return CountStore.builder(Stage.DEDUP);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.counts = new CountStore(Stage.DEDUP, epoch, beforeCommit, context);
    }

    @Override
    public void process(Record<byte[], List<SightedRow>> block) {
        long next = context.recordMetadata()
                        .orElseThrow(() -> new IllegalStateException("Cannot count rows: they have no position"))
                        .offset()
                + 1;
        int duplicates = 0;
        for (SightedRow sighted : block.value()) {
            Counts hour = counts.change(sighted.row().partition(), sighted.row().hour());
            hour.add(sighted.duplicate() ? Count.DUPLICATES : Count.ROWS, 1);
            hour.cover(next);
            duplicates += sighted.duplicate() ? 1 : 0;
        }
        meters.rows(block.value().size() - duplicates, duplicates);
    }
}
