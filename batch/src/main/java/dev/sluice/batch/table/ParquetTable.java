package dev.sluice.batch.table;

import dev.sluice.batch.ledger.BatchCommit;
import dev.sluice.batch.ledger.Ledger;
import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** Every file in a date folder is part of the table; a batch is committed in the ledger and then moved into place. */
final class ParquetTable implements Table {

    private final LakeStorage processed;
    private final String dataset;
    private final String prefix;
    private final Ledger ledger;

    ParquetTable(LakeStorage processed, String dataset, String partitionColumn) {
        this.processed = processed;
        this.dataset = dataset;
        this.prefix = partitionColumn + "=";
        this.ledger = new Ledger(processed, dataset);
    }

    @Override
    public Optional<BatchCommit> recover() throws IOException {
        return ledger.recover();
    }

    @Override
    public Optional<BatchCommit> head() throws IOException {
        return ledger.head();
    }

    /** Each file has the schema of its day. */
    @Override
    public void requireFits(StructType schema) {}

    @Override
    public List<String> folders() throws IOException {
        return processed.list(dataset).stream()
                .filter(entry -> entry.folder() && entry.name().startsWith(prefix))
                .map(LakeStorage.Entry::name)
                .toList();
    }

    @Override
    public List<LakeStorage.Entry> files(String folder) throws IOException {
        return processed.list(dataset + "/" + folder).stream()
                .filter(LakeStorage.Entry::isData)
                .toList();
    }

    @Override
    public String stagingFolder(long number, String batchId) {
        return ledger.stagingFolder(number, batchId);
    }

    @Override
    public void commit(BatchCommit batch, StructType schema) throws IOException {
        ledger.commit(batch);
    }

    @Override
    public void discard(long number, String batchId) throws IOException {
        ledger.discard(number, batchId);
    }

    /** They went with the batch that replaced them. */
    @Override
    public int dropRemovedBefore(Instant before) {
        return 0;
    }

    @Override
    public boolean isTaken(long number) throws IOException {
        return ledger.isTaken(number);
    }
}
