package dev.sluice.service.dedup;

import static org.apache.kafka.streams.state.internals.RocksDbWindowBytesStoreSupplier.WindowStoreTypes.DEFAULT_WINDOW_STORE;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.internals.RocksDbWindowBytesStoreSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The first sightings of record keys within the retention. A window store serves as a row of segments: a key lives in
 * the segment of its sighting, and a lookup asks each segment of the retention for exactly that key, so that a bloom
 * filter can answer for an unseen one (a range over segments could not use it).
 */
final class Sightings {

    static final String STORE = "sightings";

    private final WindowStore<byte[], byte[]> store;
    private final long retention;
    private final long segment;

    Sightings(WindowStore<byte[], byte[]> store, DedupSettings settings) {
        this.store = store;
        this.retention = settings.retention().toMillis();
        this.segment = settings.segment().toMillis();
    }

    /** Segments are kept one segment longer than a lookup of the newest time needs. */
    static StoreBuilder<WindowStore<byte[], byte[]>> store(DedupSettings settings) {
        Duration kept = settings.retention().plus(settings.segment()).plus(settings.segment());
        long segment = settings.segment().toMillis();
        return Stores.windowStoreBuilder(
                        // Stores.persistentWindowStore would make segments half as long as all that is kept.
                        new RocksDbWindowBytesStoreSupplier(
                                STORE, kept.toMillis(), segment, segment, false, DEFAULT_WINDOW_STORE),
                        Serdes.ByteArray(),
                        Serdes.ByteArray())
                .withCachingDisabled();
    }

    /** @return the newest sighting that a row of time {@code now} may have to be compared with, or null for none */
    @Nullable
    Sighting find(byte[] key, long now) {
        long oldest = segmentOf(Math.max(0, now - retention));
        for (long start = segmentOf(now); start >= oldest; start -= segment) {
            byte @Nullable [] value = store.fetch(key, start);
            if (value != null) {
                return Sighting.fromBytes(value);
            }
        }
        return null;
    }

    /** Whether a sighting no longer counts for a row of time {@code now}. */
    boolean hasExpired(Sighting sighting, long now) {
        return sighting.time() <= now - retention;
    }

    void add(byte[] key, Sighting sighting) {
        store.put(key, sighting.toBytes(), segmentOf(sighting.time()));
    }

    private long segmentOf(long time) {
        return time - Math.floorMod(time, segment);
    }
}
