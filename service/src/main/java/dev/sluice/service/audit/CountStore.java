package dev.sluice.service.audit;

import dev.sluice.service.state.BeforeCommit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one task. What a transaction has changed is written to the store before it ends, so that it is part of
 * the transaction that moves the input position: the counts are as exact as the rows. The store holds in bytes what the
 * audit topic holds. Once a second the changed counts go to the audit topic. After a restart all go again, for the ones
 * that were counted but not yet published.
 */
final class CountStore {

    private static final Duration PUBLISH_INTERVAL = Duration.ofSeconds(1);

    private static final class Entry {

        private final CountKey key;
        private final byte[] bytes;
        private final Counts counts;
        private boolean changed;

        private Entry(CountKey key, byte[] bytes, Counts counts) {
            this.key = key;
            this.bytes = bytes;
            this.counts = counts;
        }

        private boolean isOf(int partition, int hour) {
            return key.partition() == partition && key.hour() == hour;
        }
    }

    private final Stage stage;
    private final int epoch;
    private final int task;
    private final KeyValueStore<byte[], byte[]> store;
    private final Map<CountKey, Entry> entries = new HashMap<>();
    private final List<Entry> unwritten = new ArrayList<>();
    private final Set<Entry> unpublished = new LinkedHashSet<>();
    private @Nullable Entry newest;

    static StoreBuilder<KeyValueStore<byte[], byte[]>> builder(Stage stage) {
        return Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(stage.store), Serdes.ByteArray(), Serdes.ByteArray());
    }

    /** Reads what was counted before, and starts publishing. */
    CountStore(Stage stage, int epoch, String beforeCommit, ProcessorContext<byte[], byte[]> context) {
        this.stage = stage;
        this.epoch = epoch;
        this.task = context.taskId().partition();
        this.store = context.getStateStore(stage.store);
        try (KeyValueIterator<byte[], byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<byte[], byte[]> next = all.next();
                CountKey key = CountKey.fromJson(stage, next.key);
                entries.put(key, new Entry(key, next.key, Counts.fromJson(next.value)));
            }
        }
        unpublished.addAll(entries.values());
        BeforeCommit end = context.getStateStore(beforeCommit);
        end.run(context, this::write);
        context.schedule(PUBLISH_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> publish(context, now));
    }

    /** The counts of a source partition and hour, to be changed at once. */
    Counts change(int partition, int hour) {
        if (newest == null || !newest.isOf(partition, hour)) {
            CountKey key = new CountKey(epoch, stage, task, partition, hour);
            newest = entries.computeIfAbsent(key, absent -> new Entry(absent, absent.toJson(), new Counts()));
        }
        if (!newest.changed) {
            newest.changed = true;
            unwritten.add(newest);
        }
        return newest.counts;
    }

    private void write() {
        for (Entry entry : unwritten) {
            store.put(entry.bytes, entry.counts.toJson());
            entry.changed = false;
        }
        unpublished.addAll(unwritten);
        unwritten.clear();
    }

    private void publish(ProcessorContext<byte[], byte[]> context, long now) {
        for (Entry entry : unpublished) {
            context.forward(new Record<>(entry.bytes, entry.counts.toJson(), now));
        }
        unpublished.clear();
    }
}
