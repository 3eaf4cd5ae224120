package dev.sluice.service.rawzone;

import dev.sluice.record.commitlog.SourceCount;
import dev.sluice.service.rawzone.parquet.RowFile;
import dev.sluice.service.rawzone.parquet.RowLineage;
import dev.sluice.service.rawzone.parquet.SourceRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A file that takes rows of one ingest hour, one schema and one definition version, and what is known of them. */
final class OpenFile {

    private final RowFile file;
    private final long hour;
    private final String definitionVersion;
    private final long openedAtMillis;
    private final Map<Source, Long> counts = new HashMap<>();
    private final SourceTimes sourceTimes = new SourceTimes();
    private long rows;
    private long minOffset = Long.MAX_VALUE;
    private long maxOffset = Long.MIN_VALUE;
    private long minTimeMillis = Long.MAX_VALUE;
    private long maxTimeMillis = Long.MIN_VALUE;
    private long lastRowAtMillis;
    private int epoch;

    private record Source(int partition, int hour, int epoch) {}

    OpenFile(RowFile file, long hour, String definitionVersion, long nowMillis) {
        this.file = file;
        this.hour = hour;
        this.definitionVersion = definitionVersion;
        this.openedAtMillis = nowMillis;
    }

    void write(SourceRow row, long nowMillis) throws IOException {
        file.write(row);
        rows++;
        minOffset = Math.min(minOffset, row.offset());
        maxOffset = Math.max(maxOffset, row.offset());
        minTimeMillis = Math.min(minTimeMillis, row.appendMillis());
        maxTimeMillis = Math.max(maxTimeMillis, row.appendMillis());
        lastRowAtMillis = nowMillis;
        RowLineage lineage = row.lineage();
        epoch = Math.max(epoch, lineage.epoch());
        sourceTimes.add(lineage.timestampMillis());
        counts.merge(new Source(lineage.sourcePartition(), lineage.sourceHour(), lineage.epoch()), 1L, Long::sum);
    }

    Path finish(Map<String, String> metadata) throws IOException {
        return file.finish(metadata);
    }

    void discard() throws IOException {
        file.discard();
    }

    List<SourceCount> counts() {
        return counts.entrySet().stream()
                .map(count -> new SourceCount(
                        count.getKey().partition(),
                        count.getKey().hour(),
                        count.getKey().epoch(),
                        count.getValue()))
                .sorted(Comparator.comparingInt(SourceCount::epoch)
                        .thenComparingInt(SourceCount::partition)
                        .thenComparingInt(SourceCount::hour))
                .toList();
    }

    SourceTimes sourceTimes() {
        return sourceTimes;
    }

    RowFile file() {
        return file;
    }

    long bufferedBytes() throws IOException {
        return file.bufferedBytes();
    }

    long bytes() {
        return file.bytes();
    }

    /** Start of the ingest hour. */
    long hour() {
        return hour;
    }

    String definitionVersion() {
        return definitionVersion;
    }

    long openedAtMillis() {
        return openedAtMillis;
    }

    long lastRowAtMillis() {
        return lastRowAtMillis;
    }

    long rows() {
        return rows;
    }

    long minOffset() {
        return minOffset;
    }

    long maxOffset() {
        return maxOffset;
    }

    long minTimeMillis() {
        return minTimeMillis;
    }

    long maxTimeMillis() {
        return maxTimeMillis;
    }

    int epoch() {
        return epoch;
    }
}
