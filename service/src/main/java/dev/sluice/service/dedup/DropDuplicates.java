package dev.sluice.service.dedup;

import dev.sluice.service.metrics.Lookup;
import dev.sluice.service.metrics.StreamMeters;
import dev.sluice.service.rekey.RekeyedRow;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Decides which rows are the first with their key. Time is the highest append time seen in the partition: the same
 * after a restart, and never behind when a new leader's clock is.
 */
public final class DropDuplicates extends ContextualProcessor<byte[], RekeyedRow, byte[], SightedRow> {

    public static final String STORE = Sightings.STORE;

    private final DedupSettings settings;
    private final StreamMeters meters;

    @SuppressWarnings("NullAway.Init") // set by init
    private Sightings sightings;

    private DropDuplicates(DedupSettings settings, StreamMeters meters) {
        this.settings = settings;
        this.meters = meters;
    }

    /** A processor with the store it needs. */
    public static ProcessorSupplier<byte[], RekeyedRow, byte[], SightedRow> with(
            DedupSettings settings, StreamMeters meters) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], RekeyedRow, byte[], SightedRow> get() {
                return new DropDuplicates(settings, meters);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Sightings.store(settings));
            }
        };
    }

    @Override
    public void init(ProcessorContext<byte[], SightedRow> context) {
        super.init(context);
        sightings = new Sightings(context.getStateStore(Sightings.STORE), settings);
    }

    @Override
    public void process(Record<byte[], RekeyedRow> record) {
        RekeyedRow row = record.value();
        long now = context().currentStreamTimeMs();
        Lookup found = look(record.key(), row, now);
        if (found == Lookup.UNSEEN || found == Lookup.EXPIRED) {
            sightings.add(record.key(), Sighting.of(row, now));
        }
        meters.lookup(found);
        context().forward(record.withValue(new SightedRow(row, found == Lookup.DUPLICATE)));
    }

    private Lookup look(byte[] key, RekeyedRow row, long now) {
        Sighting first = sightings.find(key, now);
        if (first == null) {
            return Lookup.UNSEEN;
        }
        if (sightings.hasExpired(first, now)) {
            return Lookup.EXPIRED;
        }
        return first.isOf(row) ? Lookup.REPLAY : Lookup.DUPLICATE;
    }
}
