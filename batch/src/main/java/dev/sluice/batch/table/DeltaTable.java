package dev.sluice.batch.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.batch.ledger.BatchCommit;
import dev.sluice.batch.ledger.DataFile;
import dev.sluice.batch.ledger.Ledger;
import dev.sluice.batch.ledger.OvertakenException;
import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A Delta table: a file is part of it when its log says so. A batch's files are moved into place first, where nobody sees
 * them; then one version of the log makes them visible, takes those they replace out and moves the ledger's position on,
 * as its transaction identifier is the batch's number. The ledger's file is a copy, written afterwards.
 */
final class DeltaTable implements Table {

    /** Of a staging folder: the files that a run moved or was about to move out of it. */
    private static final String MOVED = "_moved";

    private static final int CHECKPOINT_INTERVAL = 10;

    private final LakeStorage processed;
    private final String dataset;
    private final String partitionColumn;
    private final Ledger ledger;
    private final DeltaLog log;
    private @Nullable DeltaSnapshot snapshot;

    DeltaTable(LakeStorage processed, String dataset, String partitionColumn) {
        this.processed = processed;
        this.dataset = dataset;
        this.partitionColumn = partitionColumn;
        this.ledger = Ledger.thatKeepsRemovedFiles(processed, dataset);
        this.log = new DeltaLog(processed, dataset);
    }

    @Override
    public Optional<BatchCommit> recover() throws IOException {
        snapshot = log.latest().orElse(null);
        long recorded = ledger.head().map(BatchCommit::number).orElse(0L);
        long committed = snapshot == null ? 0 : snapshot.batch();
        if (recorded > committed) {
            throw new CannotChangeException("Cannot change " + dataset + ": its ledger has batch " + recorded
                    + ", its Delta table only " + committed + "; bring the table's log back from a copy");
        }
        if (committed > recorded && snapshot != null) {
            ledger.record(log.batch(committed, snapshot.version())
                    .orElseThrow(() -> new CannotChangeException("Cannot change " + dataset + ": batch " + committed
                            + " of its Delta table is neither in the ledger nor in the table's log any more")));
        }
        dropMovedUpTo(committed);
        return ledger.recover();
    }

    /** What dead and overtaken runs moved into place; those of the batch that was committed stay. */
    private void dropMovedUpTo(long head) throws IOException {
        for (Ledger.Staged staged : ledger.stagedUpTo(head)) {
            boolean committed = ledger.batch(staged.number())
                    .map(batch -> batch.batchId().equals(staged.batchId()))
                    .orElse(true); // cannot be told: an unnamed file does no harm
            if (!committed) {
                dropMoved(stagingFolder(staged.number(), staged.batchId()));
            }
        }
    }

    private void dropMoved(String stagingFolder) throws IOException {
        Optional<byte[]> moved = processed.read(stagingFolder + "/" + MOVED);
        for (String path :
                moved.map(list -> new String(list, UTF_8)).orElse("").lines().toList()) {
            processed.delete(path);
        }
    }

    @Override
    public Optional<BatchCommit> head() throws IOException {
        snapshot = log.latest().orElse(null);
        return ledger.head();
    }

    @Override
    public void requireFits(StructType schema) {
        if (snapshot == null) {
            return;
        }
        for (StructField field : DeltaActions.ofDelta(schema).fields()) {
            for (StructField there : snapshot.schema().fields()) {
                if (there.name().equals(field.name()) && !there.dataType().sameType(field.dataType())) {
                    throw new CannotChangeException("Cannot change " + dataset + ": its Delta table has column "
                            + field.name() + " as " + there.dataType().simpleString() + ", the definition as "
                            + field.dataType().simpleString() + "; use another --processed folder");
                }
            }
        }
    }

    @Override
    public List<String> folders() {
        return snapshot == null ? List.of() : List.copyOf(snapshot.files().keySet());
    }

    @Override
    public List<LakeStorage.Entry> files(String folder) {
        return snapshot == null ? List.of() : snapshot.files().getOrDefault(folder, List.of());
    }

    @Override
    public String stagingFolder(long number, String batchId) {
        return ledger.stagingFolder(number, batchId);
    }

    @Override
    public void commit(BatchCommit batch, StructType schema) throws IOException {
        moveIn(batch);
        BatchCommit inPlace = batch.inPlace();
        Optional<DeltaSnapshot> before = Optional.ofNullable(snapshot);
        long version = before.map(DeltaSnapshot::version).orElse(-1L) + 1;
        if (!log.create(version, DeltaActions.of(inPlace, before, schema, partitionColumn))) {
            discard(batch.number(), batch.batchId());
            throw new OvertakenException(dataset, batch.number());
        }
        ledger.record(inPlace);
        dropMovedUpTo(batch.number());
        ledger.recover();
        if (version % CHECKPOINT_INTERVAL == 0 && version > 0) {
            log.checkpoint(version);
        }
    }

    private void moveIn(BatchCommit batch) throws IOException {
        List<String> paths = batch.added().stream().map(DataFile::path).toList();
        if (paths.isEmpty()) {
            return;
        }
        processed.replace(
                stagingFolder(batch.number(), batch.batchId()) + "/" + MOVED,
                String.join("\n", paths).getBytes(UTF_8));
        for (DataFile file : batch.added()) {
            if (file.staged() == null || !processed.move(file.staged(), file.path())) {
                if (isTaken(batch.number())) { // and the run that took it has cleared up
                    discard(batch.number(), batch.batchId());
                    throw new OvertakenException(dataset, batch.number());
                }
                throw new IOException("Cannot move " + file.staged() + " to " + file.path() + ": not there any more");
            }
        }
        processed.makeDurable(paths);
    }

    @Override
    public void discard(long number, String batchId) throws IOException {
        dropMoved(stagingFolder(number, batchId));
        ledger.discard(number, batchId);
    }

    @Override
    public int dropRemovedBefore(Instant before) throws IOException {
        long done = ledger.cleanedUpTo();
        long number = done;
        int dropped = 0;
        Optional<BatchCommit> next = ledger.batch(number + 1);
        while (next.isPresent() && next.get().writtenAtMillis() < before.toEpochMilli()) {
            for (DataFile file : next.get().removed()) {
                if (!isInTable(file)) { // a RESTORE may have brought it back
                    processed.delete(file.path());
                    dropped++;
                }
            }
            number++;
            next = ledger.batch(number + 1);
        }
        if (number > done) {
            ledger.cleanedUpTo(number);
        }
        return dropped;
    }

    private boolean isInTable(DataFile file) {
        String folder = file.folder().substring(dataset.length() + 1);
        return files(folder).stream().anyMatch(entry -> file.path().endsWith("/" + entry.name()));
    }

    @Override
    public boolean isTaken(long number) throws IOException {
        return log.latest().map(DeltaSnapshot::batch).orElse(0L) >= number;
    }
}
