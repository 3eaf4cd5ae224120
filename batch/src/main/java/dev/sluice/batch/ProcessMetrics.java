package dev.sluice.batch;

import dev.sluice.batch.ledger.BatchCounts;
import dev.sluice.batch.process.ProcessResult;

/** The figures of the last run that ended well, for Prometheus. */
final class ProcessMetrics {

    private static final String ROWS = "sluice_batch_rows";
    private static final String ROWS_HELP = "New rows by what became of them.";

    private ProcessMetrics() {}

    static String of(ProcessResult result) {
        BatchCounts counts = result.counts();
        return new MetricsText(result.dataset())
                .gauge(
                        "sluice_batch_last_success_timestamp_seconds",
                        "When the last run that ended well ended.",
                        System.currentTimeMillis() / 1000.0)
                .gauge(
                        "sluice_batch_duration_seconds",
                        "How long it took.",
                        result.took().toMillis() / 1000.0)
                .gauge("sluice_batch_number", "Number of the newest batch.", result.batch())
                .gauge("sluice_batch_rows_in", "New rows read from the RAW zone.", counts.rowsIn())
                .gauge(ROWS, ROWS_HELP, "outcome", "inserted", counts.inserted())
                .gauge(ROWS, ROWS_HELP, "outcome", "updated", counts.updated())
                .gauge(ROWS, ROWS_HELP, "outcome", "duplicate", counts.duplicates())
                .gauge(ROWS, ROWS_HELP, "outcome", "quarantined", result.quarantined())
                .gauge(
                        "sluice_batch_rows_unknown_date",
                        "Inserted rows without a partition date.",
                        counts.unknownDate())
                .gauge(
                        "sluice_batch_skipped_offsets",
                        "Offsets of the rows topic that were passed over by hand.",
                        counts.skippedOffsets())
                .gauge("sluice_batch_commits_read", "New records of the commit log.", counts.commits())
                .gauge("sluice_batch_raw_files", "RAW files read.", result.rawFiles())
                .gauge("sluice_batch_partitions", "Date partitions that new rows belong to.", result.partitions())
                .gauge("sluice_batch_files", "Data files written.", result.files())
                .gauge("sluice_batch_bytes", "Bytes of the data files written.", result.bytes())
                .gauge("sluice_batch_files_replaced", "Data files that others replaced.", result.filesReplaced())
                .gauge(
                        "sluice_batch_commits_waiting",
                        "Records of the commit log whose files were not yet published.",
                        result.commitsWaiting())
                .gauge(
                        "sluice_batch_lag_seconds",
                        "How much later in append time RAW was complete than Processed.",
                        result.lag().toMillis() / 1000.0)
                .gauge(
                        "sluice_batch_complete_until_timestamp_seconds",
                        "All rows appended to the rows topic before this time are in Processed.",
                        result.completeUntilMillis() / 1000.0)
                .toString();
    }
}
