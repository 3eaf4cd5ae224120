package dev.sluice.service.dedup;

import dev.sluice.service.metrics.Lookup;
import dev.sluice.service.metrics.StreamMeters;
import dev.sluice.service.rekey.RekeyedRow;
import dev.sluice.service.rekey.RowBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Decides which rows of a block are the first with their key. Time is the highest append time seen in the partition: the
 * same after a restart, and never behind when a new leader's clock is.
 */
public final class DropDuplicates extends ContextualProcessor<byte[], byte[], byte[], List<SightedRow>> {

    public static final String STORE = SightingStore.NAME;

    private final StreamMeters meters;

    @SuppressWarnings("NullAway.Init") // set by init
    private SightingStore sightings;

    private DropDuplicates(StreamMeters meters) {
        this.meters = meters;
    }

    /** A processor with the store it needs. */
    public static ProcessorSupplier<byte[], byte[], byte[], List<SightedRow>> with(
            DedupSettings settings, SharedRocksDb shared, StreamMeters meters) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], List<SightedRow>> get() {
                return new DropDuplicates(meters);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(SightingStore.builder(settings, shared));
            }
        };
    }

    @Override
    public void init(ProcessorContext<byte[], List<SightedRow>> context) {
        super.init(context);
        sightings = context.getStateStore(STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> block) {
        List<RekeyedRow> rows = RowBlock.read(block.value());
        List<SightedRow> sighted = new ArrayList<>(rows.size());
        long now = context().currentStreamTimeMs();
        for (RekeyedRow row : rows) {
            Lookup found = look(row, now);
            if (found == Lookup.UNSEEN || found == Lookup.EXPIRED) {
                sightings.add(row.key(), Sighting.of(row, now));
            }
            meters.lookup(found);
            sighted.add(new SightedRow(row, found == Lookup.DUPLICATE));
        }
        sightings.write();
        context().forward(block.withValue(sighted));
    }

    private Lookup look(RekeyedRow row, long now) {
        Sighting first = sightings.find(row.key());
        if (first == null) {
            return Lookup.UNSEEN;
        }
        if (sightings.hasExpired(first, now)) {
            return Lookup.EXPIRED;
        }
        return first.isOf(row) ? Lookup.REPLAY : Lookup.DUPLICATE;
    }
}
