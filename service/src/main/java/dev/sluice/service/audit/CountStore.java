package dev.sluice.service.audit;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The counts of one task. Every change is written to the store at once, so that it is part of the transaction that
 * moves the input position: the counts are as exact as the rows. The store holds in bytes what the audit topic holds;
 * its cache turns many changes into one changelog record for each commit. Once a second the changed counts go to the
 * audit topic. After a restart all go again, for the ones that were counted but not yet published.
 */
final class CountStore {

    private static final Duration PUBLISH_INTERVAL = Duration.ofSeconds(1);

    private record Entry(byte[] key, Counts counts) {}

    private final Stage stage;
    private final int epoch;
    private final int task;
    private final KeyValueStore<byte[], byte[]> store;
    private final Map<CountKey, Entry> entries = new HashMap<>();
    private final Map<CountKey, Entry> unpublished = new LinkedHashMap<>();

    static StoreBuilder<KeyValueStore<byte[], byte[]>> builder(Stage stage) {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(stage.store), Serdes.ByteArray(), Serdes.ByteArray())
                .withCachingEnabled();
    }

    /** Reads what was counted before, and starts publishing. */
    CountStore(Stage stage, int epoch, ProcessorContext<byte[], byte[]> context) {
        this.stage = stage;
        this.epoch = epoch;
        this.task = context.taskId().partition();
        this.store = context.getStateStore(stage.store);
        try (KeyValueIterator<byte[], byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<byte[], byte[]> next = all.next();
                CountKey key = CountKey.fromJson(stage, next.key);
                entries.put(key, new Entry(next.key, Counts.fromJson(next.value)));
            }
        }
        unpublished.putAll(entries);
        context.schedule(PUBLISH_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> publish(context, now));
    }

    /** Changes the counts of a source partition and hour. */
    void update(int partition, int hour, Consumer<Counts> change) {
        CountKey key = new CountKey(epoch, stage, task, partition, hour);
        Entry entry = entries.computeIfAbsent(key, absent -> new Entry(absent.toJson(), new Counts()));
        change.accept(entry.counts());
        store.put(entry.key(), entry.counts().toJson());
        unpublished.put(key, entry);
    }

    private void publish(ProcessorContext<byte[], byte[]> context, long now) {
        unpublished
                .values()
                .forEach(entry ->
                        context.forward(new Record<>(entry.key(), entry.counts().toJson(), now)));
        unpublished.clear();
    }
}
