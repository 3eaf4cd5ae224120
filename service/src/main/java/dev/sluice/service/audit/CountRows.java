package dev.sluice.service.audit;

import dev.sluice.service.dedup.SightedRow;
import dev.sluice.service.metrics.StreamMeters;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Counts rows and duplicates; what comes out are records of the audit topic. */
public final class CountRows implements Processor<byte[], SightedRow, byte[], byte[]> {

    public static final String STORE = Stage.DEDUP.store;

    private final int epoch;
    private final StreamMeters meters;

    @SuppressWarnings("NullAway.Init") // set by init
    private ProcessorContext<byte[], byte[]> context;

    @SuppressWarnings("NullAway.Init") // set by init
    private CountStore counts;

    public CountRows(int epoch, StreamMeters meters) {
        this.epoch = epoch;
        this.meters = meters;
    }

    public static StoreBuilder<KeyValueStore<byte[], byte[]>> store() {
        return CountStore.builder(Stage.DEDUP);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.counts = new CountStore(Stage.DEDUP, epoch, context);
    }

    @Override
    public void process(Record<byte[], SightedRow> record) {
        SightedRow sighted = record.value();
        RecordMetadata position = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("Cannot count a row: it has no position"));
        counts.update(sighted.row().partition(), sighted.row().hour(), counts -> {
            counts.add(sighted.duplicate() ? Count.DUPLICATES : Count.ROWS, 1);
            counts.cover(position.offset() + 1);
        });
        if (sighted.duplicate()) {
            meters.duplicate();
        } else {
            meters.row();
        }
    }
}
