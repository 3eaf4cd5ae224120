package dev.sluice.service.audit;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the records of the audit topic, and of the changelogs behind it, say together. The changelogs are exact with each
 * transaction and end with their epoch; the audit topic follows within a second and stays. Of one key the record that
 * covers more counts. Not thread-safe.
 */
public final class AuditTotals {

    private static final JsonMapper JSON = new JsonMapper();

    /** @param partition of the input topic; @param hour since the epoch of Unix time */
    public record SourceHour(int epoch, int partition, int hour) implements Comparable<SourceHour> {
        @Override
        public int compareTo(SourceHour other) {
            int byEpoch = Integer.compare(epoch, other.epoch);
            int byPartition = Integer.compare(partition, other.partition);
            return byEpoch != 0 ? byEpoch : byPartition != 0 ? byPartition : Integer.compare(hour, other.hour);
        }
    }

    private record Key(CountKey key, Stage stage) {}

    private record Value(Map<Count, Long> counts, long covered) {}

    private final Map<Key, Value> newest = new HashMap<>();

    /** Takes a record; a value of null is one that was removed. */
    public void add(byte[] key, byte[] value) {
        if (value == null) {
            return;
        }
        JsonNode stageNode = JSON.readTree(key).get("stage");
        Stage stage = stageNode.stringValue().equals(Stage.DECODE.label) ? Stage.DECODE : Stage.DEDUP;
        JsonNode node = JSON.readTree(value);
        Map<Count, Long> counts = new EnumMap<>(Count.class);
        for (Count count : Count.values()) {
            counts.put(count, node.path(count.field).asLong(0));
        }
        newest.merge(
                new Key(CountKey.fromJson(stage, key), stage),
                new Value(counts, node.path("covered").asLong(0)),
                (one, other) -> one.covered() >= other.covered() ? one : other);
    }

    /** All that anything was counted for, in order. */
    public Map<SourceHour, Totals> byHour() {
        Map<SourceHour, Totals> hours = new TreeMap<>();
        newest.forEach((key, value) -> {
            CountKey about = key.key();
            hours.merge(
                    new SourceHour(about.epoch(), about.partition(), about.hour()),
                    Totals.of(key.stage(), value.counts(), value.covered()),
                    Totals::plus);
        });
        return hours;
    }

    /** Names of the stores whose changelogs count. */
    public static Set<String> stores() {
        return Set.of(Stage.values()).stream().map(stage -> stage.store).collect(Collectors.toSet());
    }

    /**
     * The counts of a source partition and hour.
     *
     * @param messages read
     * @param withRecords and {@code withoutRecords}, {@code malformed}, {@code tombstones}: what they were
     * @param records found in them
     * @param rejected of these records
     * @param deadLetters written for them
     * @param rows that came out of dedup
     * @param duplicates that did not
     * @param covered the input position after the last message of the hour
     */
    public record Totals(
            long messages,
            long withRecords,
            long withoutRecords,
            long malformed,
            long tombstones,
            long records,
            long rejected,
            long deadLetters,
            long rows,
            long duplicates,
            long covered) {

        private static Totals of(Stage stage, Map<Count, Long> counts, long covered) {
            return new Totals(
                    of(counts, Count.MESSAGES),
                    of(counts, Count.WITH_RECORDS),
                    of(counts, Count.WITHOUT_RECORDS),
                    of(counts, Count.MALFORMED),
                    of(counts, Count.TOMBSTONES),
                    of(counts, Count.RECORDS),
                    of(counts, Count.REJECTED_RECORDS),
                    of(counts, Count.DEAD_LETTERS),
                    of(counts, Count.ROWS),
                    of(counts, Count.DUPLICATES),
                    stage == Stage.DECODE ? covered : 0);
        }

        private static long of(Map<Count, Long> counts, Count count) {
            return requireNonNull(counts.get(count));
        }

        private Totals plus(Totals other) {
            return new Totals(
                    messages + other.messages,
                    withRecords + other.withRecords,
                    withoutRecords + other.withoutRecords,
                    malformed + other.malformed,
                    tombstones + other.tombstones,
                    records + other.records,
                    rejected + other.rejected,
                    deadLetters + other.deadLetters,
                    rows + other.rows,
                    duplicates + other.duplicates,
                    Math.max(covered, other.covered));
        }
    }
}
