package dev.sluice.batch.compact;

import dev.sluice.batch.ledger.BatchCommit;
import dev.sluice.batch.ledger.BatchCounts;
import dev.sluice.batch.ledger.DataFile;
import dev.sluice.batch.ledger.OvertakenException;
import dev.sluice.batch.process.Progress;
import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.batch.table.Table;
import dev.sluice.batch.table.TableFormat;
import dev.sluice.record.definition.RecordDefinition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Puts small data files together, folder by folder, as a batch of the ledger that brings no rows: it is committed in one
 * step, and finished by the next run of anything when its own dies. Where another run commits first, it starts again from
 * nothing.
 */
public final class Compact {

    private final RecordDefinition definition;
    private final LakeStorage processed;
    private final Supplier<SparkSession> spark;
    private final Progress progress;
    private final CompactSettings settings;

    /** @param spark asked once and only when there is work; the caller closes the session */
    public Compact(
            RecordDefinition definition,
            LakeStorage processed,
            Supplier<SparkSession> spark,
            Progress progress,
            CompactSettings settings) {
        this.definition = definition;
        this.processed = processed;
        this.spark = spark;
        this.progress = progress;
        this.settings = settings;
    }

    /** Says what {@link #run()} would do. */
    public CompactResult dryRun() throws IOException {
        long started = System.nanoTime();
        Table table = table();
        Optional<BatchCommit> head = table.head();
        return result(
                true, head.map(BatchCommit::number).orElse(0L), plan(table).expected(), 0, started);
    }

    /** @throws OvertakenException when another run committed in the meantime */
    public CompactResult run() throws IOException {
        long started = System.nanoTime();
        Table table = table();
        Optional<BatchCommit> head = table.recover();
        Plan plan = plan(table);
        if (head.isEmpty() || plan.bins().isEmpty()) {
            return result(false, head.map(BatchCommit::number).orElse(0L), List.of(), dropRemoved(table), started);
        }
        long number = head.get().number() + 1;
        String batchId = UUID.randomUUID().toString();
        List<DataFile> added;
        try {
            added = stage(table, plan, number, batchId);
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
        table.commit(batch(head.get(), batchId, added, plan.removed()), new StructType());
        return result(false, number, plan.changes(added), dropRemoved(table), started);
    }

    private int dropRemoved(Table table) throws IOException {
        return table.dropRemovedBefore(Instant.now().minus(settings.keepRemoved()));
    }

    private Table table() throws IOException {
        return TableFormat.open(
                processed, definition.dataset(), definition.partitionBy().name(), Optional.empty());
    }

    private Plan plan(Table table) throws IOException {
        progress.stage("looking for small files");
        return Plan.of(table, processed, definition.dataset(), settings);
    }

    private List<DataFile> stage(Table table, Plan plan, long number, String batchId) throws IOException {
        progress.stage(String.format(
                Locale.ROOT,
                "writing %,d files instead of %,d in %,d folders",
                plan.bins().size(),
                plan.removed().size(),
                plan.folders()));
        List<String> key = Arrays.stream(definition.keyColumns())
                .mapToObj(column -> definition.columns().get(column).name())
                .toList();
        String prefix = String.format(Locale.ROOT, "%020d-%s", number, batchId.substring(0, 8));
        List<DataFile> staged = new Rewrite(
                        spark.get(), processed, settings.layout().order(key))
                .stage(plan.bins(), table.stagingFolder(number, batchId), prefix);
        processed.makeDurable(staged.stream()
                .map(DataFile::staged)
                .map(path -> Objects.requireNonNull(path))
                .toList());
        return staged;
    }

    private static BatchCommit batch(BatchCommit head, String batchId, List<DataFile> added, List<DataFile> removed) {
        return new BatchCommit(
                BatchCommit.FORMAT,
                head.number() + 1,
                batchId,
                head.batchId(),
                head.dataset(),
                head.definitionVersion(),
                head.partitionColumn(),
                head.positions(),
                added,
                removed,
                List.of(),
                BatchCounts.NONE,
                "compact, pid " + ProcessHandle.current().pid(),
                System.currentTimeMillis(),
                Map.of());
    }

    private CompactResult result(boolean dryRun, long batch, List<FolderChange> changes, int dropped, long started) {
        return new CompactResult(
                definition.dataset(), dryRun, batch, changes, dropped, Duration.ofNanos(System.nanoTime() - started));
    }
}
