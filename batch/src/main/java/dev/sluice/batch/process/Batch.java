package dev.sluice.batch.process;

import dev.sluice.batch.ledger.BatchCommit;
import dev.sluice.batch.ledger.BatchCounts;
import dev.sluice.batch.ledger.DataFile;
import dev.sluice.batch.merge.StagedRows;
import dev.sluice.batch.rawlog.NewCommits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a run is about to commit, or that there is nothing to commit. */
record Batch(
        long number,
        BatchCounts counts,
        int partitions,
        List<DataFile> added,
        List<DataFile> removed,
        List<DataFile> quarantined) {

    static Batch none(Optional<BatchCommit> head) {
        return new Batch(
                head.map(BatchCommit::number).orElse(0L), BatchCounts.NONE, 0, List.of(), List.of(), List.of());
    }

    /** Only moves the positions: the new records are of hours without rows. */
    static Batch withoutRows(long number, NewCommits news) {
        BatchCounts counts = new BatchCounts(news.records().size(), 0, 0, 0, 0, 0, news.skippedOffsets());
        return new Batch(number, counts, 0, List.of(), List.of(), List.of());
    }

    /** @param rowsIn that were read and belong to the batch */
    static Batch of(
            long number, NewCommits news, long rowsIn, int partitions, StagedRows staged, List<DataFile> quarantined) {
        BatchCounts counts = new BatchCounts(
                news.records().size(),
                rowsIn,
                staged.inserted(),
                staged.updated(),
                rowsIn - staged.inserted() - staged.updated() - rows(quarantined),
                staged.unknownDate(),
                news.skippedOffsets());
        return new Batch(number, counts, partitions, staged.added(), staged.removed(), quarantined);
    }

    static long rows(List<DataFile> files) {
        return files.stream().mapToLong(DataFile::rows).sum();
    }

    ProcessResult result(String dataset, NewCommits news, Duration took) {
        return new ProcessResult(
                dataset,
                number,
                counts,
                rows(quarantined),
                news.files().size(),
                partitions,
                added.size(),
                added.stream().mapToLong(DataFile::bytes).sum(),
                removed.size(),
                news.waiting().size(),
                news.completeUntilMillis(),
                news.lag(),
                took);
    }
}
