package dev.sluice.service.dedup;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How long a record key is remembered.
 *
 * @param retention time within which a second record with the same key is a duplicate
 * @param segment grain of the store: each row looks once into every segment of the retention, and what is
 *     older than the retention is dropped a segment at a time
 * @param blockCache memory for reading, of all stores of the process together; {@link StoreMemory} when not set
 * @param writeBuffers memory for writing, of all stores of the process together; {@link StoreMemory} when not set
 */
public record DedupSettings(
        @DefaultValue("7d") Duration retention,
        @DefaultValue("1d") Duration segment,
        @Nullable DataSize blockCache,
        @Nullable DataSize writeBuffers) {

    /** More lookups than this for each row would make dedup the bottleneck. */
    private static final int MAX_SEGMENTS = 64;

    public DedupSettings {
        if (segment.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException(
                    "Invalid sluice.dedup.segment: " + segment + ", expected at least 1 minute");
        }
        if (retention.compareTo(segment) < 0 || retention.dividedBy(segment) > MAX_SEGMENTS) {
            throw new IllegalArgumentException("Invalid sluice.dedup.retention: " + retention + ", expected 1 to "
                    + MAX_SEGMENTS + " times sluice.dedup.segment (" + segment + ")");
        }
    }

    /** What the stores of this process may take. */
    public StoreMemory memory() {
        StoreMemory own = StoreMemory.ofThisProcess();
        return new StoreMemory(
                blockCache == null ? own.blockCache() : blockCache.toBytes(),
                writeBuffers == null ? own.writeBuffers() : writeBuffers.toBytes());
    }
}
