package dev.sluice.service.dedup;

import dev.sluice.service.rekey.RekeyedRow;
import java.util.Set;
import java.util.function.Supplier;
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

    @SuppressWarnings("NullAway.Init") // set by init
    private Sightings sightings;

    private DropDuplicates(DedupSettings settings) {
        this.settings = settings;
    }

    /** A processor with the store it needs. */
    public static ProcessorSupplier<byte[], RekeyedRow, byte[], SightedRow> with(DedupSettings settings) {
        Supplier<Processor<byte[], RekeyedRow, byte[], SightedRow>> processors = () -> new DropDuplicates(settings);
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], RekeyedRow, byte[], SightedRow> get() {
                return processors.get();
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
        Sighting first = sightings.find(record.key(), now);
        if (first == null) {
            sightings.add(record.key(), Sighting.of(row, now));
        }
        boolean duplicate = first != null && !first.isOf(row);
        context().forward(record.withValue(new SightedRow(row, duplicate)));
    }
}
