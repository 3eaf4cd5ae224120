package dev.sluice.service.dedup;

import dev.sluice.service.state.Changelog;
import dev.sluice.service.state.OwnStoreBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * The first sightings of record keys within the retention, in {@link Segments} by their time. Its changelog has a record
 * for each block of rows, not for each key, and forgets by time. For the thread of its task alone. See
 * docs/decisions/0012.
 */
final class SightingStore implements StateStore {

    static final String NAME = "sightings";

    /** Brokers forget by their own clock, a segment file at a time. */
    private static final Duration CHANGELOG_GRACE = Duration.ofDays(1);

    private final long retention;
    private final long segment;
    private final SharedRocksDb shared;

    /** Of the block at hand. */
    private final Map<Bytes, Sighting> added = new HashMap<>();

    private final SightingBlock block = new SightingBlock();
    private long newest;
    private @Nullable Segments segments;

    @SuppressWarnings("NullAway.Init") // set by init
    private Changelog changelog;

    private SightingStore(DedupSettings settings, SharedRocksDb shared) {
        this.retention = settings.retention().toMillis();
        this.segment = settings.segment().toMillis();
        this.shared = shared;
    }

    static StoreBuilder<SightingStore> builder(DedupSettings settings, SharedRocksDb shared) {
        long kept = settings.retention()
                .plus(settings.segment().multipliedBy(2))
                .plus(CHANGELOG_GRACE)
                .toMillis();
        return new OwnStoreBuilder<>(
                NAME,
                () -> new SightingStore(settings, shared),
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(kept)));
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        try {
            segments =
                    new Segments(context.stateDir().toPath().resolve("rocksdb").resolve(NAME), shared);
        } catch (RocksDBException | IOException e) {
            throw failure("open", e);
        }
        changelog = new Changelog(context, NAME);
        context.register(root, (BatchingStateRestoreCallback) this::restore);
    }

    private void restore(Collection<KeyValue<byte[], byte[]>> blocks) {
        for (KeyValue<byte[], byte[]> record : blocks) {
            SightingBlock.read(record.value, this::put);
        }
        writeSegments();
    }

    /** @return the newest sighting of the key, or null for none */
    @Nullable
    Sighting find(byte[] key) {
        Sighting inBlock = added.get(Bytes.wrap(key));
        if (inBlock != null) {
            return inBlock;
        }
        try {
            byte[] value = segments().newest(key);
            return value == null ? null : Sighting.fromBytes(value);
        } catch (RocksDBException e) {
            throw failure("read", e);
        }
    }

    /** Whether a sighting no longer counts for a row of time {@code now}. */
    boolean hasExpired(Sighting sighting, long now) {
        return sighting.time() <= now - retention;
    }

    /** Is found from now on, and kept with the next {@link #write}. */
    void add(byte[] key, Sighting sighting) {
        added.put(Bytes.wrap(key), sighting);
        block.add(key, sighting);
        put(key, sighting);
    }

    private void put(byte[] key, Sighting sighting) {
        newest = Math.max(newest, sighting.time());
        try {
            segments().put(segmentOf(sighting.time()), key, sighting.toBytes());
        } catch (RocksDBException e) {
            throw failure("write", e);
        }
    }

    /** Keeps what was added, and forgets what is one segment older than the newest sighting needs. */
    void write() {
        if (!block.isEmpty()) {
            changelog.append(ByteBuffer.allocate(Long.BYTES).putLong(newest).array(), block.take(), newest);
            writeSegments();
            added.clear();
        }
    }

    private void writeSegments() {
        try {
            segments().write();
            segments().dropBefore(segmentOf(Math.max(0, newest - retention)) - segment);
        } catch (RocksDBException e) {
            throw failure("write", e);
        }
    }

    private long segmentOf(long time) {
        return time - Math.floorMod(time, segment);
    }

    @Override
    public void commit(Map<TopicPartition, Long> offsets) {
        try {
            segments().flush();
        } catch (RocksDBException e) {
            throw failure("write", e);
        }
    }

    private Segments segments() {
        if (segments == null) {
            throw new IllegalStateException("The dedup store is not open");
        }
        return segments;
    }

    private static ProcessorStateException failure(String verb, Exception cause) {
        return new ProcessorStateException("Cannot " + verb + " the dedup store: " + cause.getMessage(), cause);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return segments != null;
    }

    @Override
    public void close() {
        if (segments != null) {
            segments.close();
            segments = null;
        }
    }
}
