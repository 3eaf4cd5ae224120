package dev.sluice.batch.rawlog;

import dev.sluice.record.commitlog.ClosedHours;
import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.RawFile;
import java.time.Duration;
import java.util.List;

/**
 * The commit records that follow the ledger's position.
 *
 * @param positions of all chains once {@code records} are processed, also of chains that brought nothing
 * @param records in the order of their chains, all their files published
 * @param waiting records whose files are not yet published; a later run takes them
 */
public record NewCommits(List<ChainPosition> positions, List<CommitRecord> records, List<CommitRecord> waiting) {

    public NewCommits {
        positions = List.copyOf(positions);
        records = List.copyOf(records);
        waiting = List.copyOf(waiting);
    }

    public boolean isEmpty() {
        return records.isEmpty();
    }

    public List<RawFile> files() {
        return records.stream().flatMap(record -> record.files().stream()).toList();
    }

    public long rows() {
        return files().stream().mapToLong(RawFile::rows).sum();
    }

    /** Rows topic offsets that were passed over by hand because their rows are gone. */
    public long skippedOffsets() {
        return records.stream()
                .filter(record -> record.kind() == CommitRecord.Kind.SKIP)
                .mapToLong(record -> record.next() - record.start())
                .sum();
    }

    /** How much later in append time RAW is complete than {@code positions} say, in the chain that is most behind. */
    public Duration lag() {
        long millis = 0;
        for (CommitRecord record : waiting) {
            for (ChainPosition position : positions) {
                if (position.commitId().equals(record.previousCommitId())) {
                    millis = Math.max(millis, record.completeUntilMillis() - position.completeUntilMillis());
                }
            }
        }
        return Duration.ofMillis(millis);
    }

    /** Append time up to which all rows are in once {@code records} are processed; 0 without any chain. */
    public long completeUntilMillis() {
        return positions.stream()
                .mapToLong(ChainPosition::completeUntilMillis)
                .min()
                .orElse(0);
    }

    /**
     * Start of the first ingest hour, as epoch milliseconds, that can still get files: once {@code records} are
     * processed, all before it are complete in the Processed Zone.
     */
    public long firstOpenHour() {
        return ClosedHours.firstOpen(
                positions.stream().map(ChainPosition::completeUntilMillis).toList());
    }
}
