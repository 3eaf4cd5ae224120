package dev.sluice.record.commitlog;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A replay: from where the input is read once more. Epoch 0, the first reading, has no such record. Lives in the
 * compacted topic {@code <dataset>.epochs}, and once it runs as a file of the RAW zone (see {@link CommitLogPaths}),
 * so that readers of the lake can tell replayed rows from new ones.
 *
 * @param format version of this format, {@value #FORMAT}; readers refuse a higher one
 * @param epoch 1 for the first replay, and one more with each
 * @param phase whether the stream may run in it
 * @param start first offset that is read again, by partition of the input topic
 * @param reached first offset that no epoch before had read, by partition of the input topic
 * @param definitionVersion of the definition that the replay was begun for
 * @param begunAtMillis by the clock of the command that began it
 * @param settledAtMillis append time from which on dedup knows as many keys as it would without the replay: the first
 *     start in the epoch, and {@code dedup.retention} later; 0 before that start
 * @param unknown fields of later format versions, kept when written again
 */
public record Epoch(
        int format,
        int epoch,
        Phase phase,
        SortedMap<Integer, Long> start,
        SortedMap<Integer, Long> reached,
        String definitionVersion,
        long begunAtMillis,
        long settledAtMillis,
        @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknown) {

    public static final int FORMAT = 1;

    public enum Phase {
        /** Input positions and state may still be those of the epoch before. */
        BEGUN,
        /** Input positions stand at the start, and the state is empty. */
        READY
    }

    public Epoch {
        start = Collections.unmodifiableSortedMap(new TreeMap<>(start));
        reached = Collections.unmodifiableSortedMap(new TreeMap<>(reached));
        unknown = unknown == null ? Map.of() : Map.copyOf(unknown);
    }

    public Epoch ready() {
        return new Epoch(
                format, epoch, Phase.READY, start, reached, definitionVersion, begunAtMillis, settledAtMillis, unknown);
    }

    public Epoch settledAt(long millis) {
        return new Epoch(format, epoch, phase, start, reached, definitionVersion, begunAtMillis, millis, unknown);
    }

    /** A partition that was added to the topic later is read from its beginning. */
    public long startOf(int partition) {
        return start.getOrDefault(partition, 0L);
    }

    public long reachedIn(int partition) {
        return reached.getOrDefault(partition, 0L);
    }
}
