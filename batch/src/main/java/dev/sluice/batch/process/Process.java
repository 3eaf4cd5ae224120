package dev.sluice.batch.process;

import dev.sluice.batch.ledger.BatchCommit;
import dev.sluice.batch.ledger.DataFile;
import dev.sluice.batch.ledger.OvertakenException;
import dev.sluice.batch.merge.Dates;
import dev.sluice.batch.merge.DefinitionFile;
import dev.sluice.batch.merge.Epochs;
import dev.sluice.batch.merge.Incoming;
import dev.sluice.batch.merge.Merge;
import dev.sluice.batch.merge.MergeSettings;
import dev.sluice.batch.merge.SparkSchema;
import dev.sluice.batch.merge.StagedRows;
import dev.sluice.batch.merge.TouchedFolders;
import dev.sluice.batch.rawlog.ChainPosition;
import dev.sluice.batch.rawlog.CommitLogReader;
import dev.sluice.batch.rawlog.EpochFiles;
import dev.sluice.batch.rawlog.NewCommits;
import dev.sluice.batch.rawlog.RawFiles;
import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.batch.table.Table;
import dev.sluice.batch.table.TableFormat;
import dev.sluice.record.definition.RecordDefinition;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Brings what is new in the RAW zone into the Processed Zone, once. What is new is decided from the ledger and the
 * commit log before Spark starts; what was read and how far becomes true in one step. A run that dies anywhere is
 * repaired by the next.
 */
public final class Process {

    private final DefinitionFile file;
    private final RecordDefinition definition;
    private final RawFiles raw;
    private final LakeStorage processed;
    private final Supplier<SparkSession> spark;
    private final Progress progress;
    private final MergeSettings settings;
    private final Optional<TableFormat> format;
    private final InstantSource clock;

    /**
     * @param spark asked once and only when there are new rows; the caller closes the session
     * @param format of the table; empty for the one it has, else Parquet
     * @param clock for people who read the ledger; nothing is decided by it
     */
    public Process(
            DefinitionFile file,
            RawFiles raw,
            LakeStorage processed,
            Supplier<SparkSession> spark,
            Progress progress,
            MergeSettings settings,
            Optional<TableFormat> format,
            InstantSource clock) {
        this.file = file;
        this.definition = file.definition();
        this.raw = raw;
        this.processed = processed;
        this.spark = spark;
        this.progress = progress;
        this.settings = settings;
        this.format = format;
        this.clock = clock;
    }

    /**
     * @throws CannotProcessException when the rows cannot be merged by this definition or this version
     * @throws OvertakenException when another run committed in the meantime
     */
    public ProcessResult run() throws IOException {
        return run(Optional.empty());
    }

    /**
     * Builds the folders that hold some dates anew, each as a whole, from all RAW files that were processed before, by
     * the definition of today.
     * What is new in the RAW zone is left for {@link #run}.
     *
     * @throws CannotProcessException when nothing was processed before, or it cannot be merged by this definition
     * @throws OvertakenException when another run committed in the meantime
     */
    public ProcessResult again(Dates dates) throws IOException {
        return run(Optional.of(dates.inWholeFolders(definition.partitionBy())));
    }

    private ProcessResult run(Optional<Dates> anew) throws IOException {
        long started = System.nanoTime();
        progress.stage("reading the ledger and the commit log");
        Table table = TableFormat.open(
                processed, definition.dataset(), definition.partitionBy().name(), format);
        Optional<BatchCommit> head = table.recover();
        List<ChainPosition> processedTo = head.map(BatchCommit::positions).orElse(List.of());
        if (anew.isPresent() && head.isEmpty()) {
            throw cannot("nothing of it was processed yet; run process without --from, --to and --full");
        }
        CommitLogReader log = new CommitLogReader(raw, definition.dataset());
        NewCommits news = anew.isPresent() ? log.upTo(processedTo) : log.since(processedTo);
        checkMergeable(head);
        table.requireFits(SparkSchema.processed(definition));

        Batch batch = news.isEmpty() ? Batch.none(head) : bringIn(table, head, news, anew);
        return batch.result(definition.dataset(), news, Duration.ofNanos(System.nanoTime() - started));
    }

    private void checkMergeable(Optional<BatchCommit> head) {
        String column = definition.partitionBy().toString();
        if (head.isPresent() && !head.get().partitionColumn().equals(column)) {
            throw cannot("its Processed Zone is partitioned by " + head.get().partitionColumn()
                    + ", the definition says partition-by: " + column + "; use another --processed folder");
        }
    }

    private Batch bringIn(Table table, Optional<BatchCommit> head, NewCommits news, Optional<Dates> anew)
            throws IOException {
        long number = head.map(BatchCommit::number).orElse(0L) + 1;
        String batchId = UUID.randomUUID().toString();
        Batch batch;
        try {
            batch = news.rows() == 0 ? Batch.withoutRows(number, news) : merge(table, number, batchId, news, anew);
            progress.stage("committing batch " + number);
        } catch (Exception failed) { // also Spark's checked ones, which it does not declare
            table.discard(number, batchId);
            if (table.isTaken(number)) {
                OvertakenException overtaken = new OvertakenException(definition.dataset(), number);
                overtaken.addSuppressed(failed);
                throw overtaken;
            }
            throw failed;
        }
        BatchCommit commit = new BatchCommit(
                BatchCommit.FORMAT,
                number,
                batchId,
                head.map(BatchCommit::batchId).orElse(null),
                definition.dataset(),
                definition.version(),
                definition.partitionBy().toString(),
                news.positions(),
                batch.added(),
                batch.removed(),
                batch.quarantined(),
                batch.counts(),
                "pid " + ProcessHandle.current().pid(),
                clock.millis(),
                Map.of());
        table.commit(commit, SparkSchema.processed(definition));
        return batch;
    }

    private Batch merge(Table table, long number, String batchId, NewCommits news, Optional<Dates> anew)
            throws IOException {
        progress.stage(String.format(Locale.ROOT, "starting Spark for %,d rows", news.rows()));
        Epochs epochs = Epochs.of(new EpochFiles(raw.zone(), definition.dataset()).of(news));
        Incoming incoming = new Incoming(news.files(), epochs, anew);
        Merge merge = new Merge(spark.get(), raw, processed, table, file, settings, incoming);
        progress.stage("reading " + news.files().size() + " RAW files"
                + anew.map(dates -> " for " + dates).orElse(""));
        String staging = table.stagingFolder(number, batchId);
        String prefix = String.format(Locale.ROOT, "%020d-%s", number, batchId.substring(0, 8));
        List<DataFile> quarantined = merge.quarantine(staging + "/quarantine", prefix);
        TouchedFolders touched = merge.touched();
        long read = touched.rows() + Batch.rows(quarantined);
        if (anew.isEmpty() && read != news.rows()) {
            throw cannot("its new RAW files hold " + read + " rows, the commit log says " + news.rows());
        }
        progress.stage("merging into " + touched.count() + " date partitions");
        StagedRows staged = merge.stage(touched, staging + "/rows", prefix);
        processed.makeDurable(Stream.concat(staged.added().stream(), quarantined.stream())
                .map(Process::stagedPath)
                .toList());
        return Batch.of(number, news, read, touched.count(), staged, quarantined);
    }

    private static String stagedPath(DataFile file) {
        return Objects.requireNonNull(file.staged());
    }

    private CannotProcessException cannot(String reason) {
        return new CannotProcessException(definition.dataset(), reason);
    }
}
