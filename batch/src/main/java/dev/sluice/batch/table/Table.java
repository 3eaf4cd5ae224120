package dev.sluice.batch.table;

import dev.sluice.batch.ledger.BatchCommit;
import dev.sluice.batch.ledger.OvertakenException;
import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * The table of a dataset. Any number of processes may work on one; not thread-safe. {@link #recover} comes first: what
 * the others say is of the moment it was called.
 */
public interface Table {

    /** Finds the newest batch, finishes it and removes what dead runs left. Empty before the first batch. */
    Optional<BatchCommit> recover() throws IOException;

    /** The newest batch that the ledger has; changes nothing. Empty before the first batch. */
    Optional<BatchCommit> head() throws IOException;

    /**
     * @param schema of the rows that are to come in
     * @throws CannotChangeException when the table cannot take them
     */
    void requireFits(StructType schema) throws IOException;

    /** Names of the folders that hold data files, such as {@code published_on=2026-01-31}. */
    List<String> folders() throws IOException;

    /** The data files of a folder that the table is made of, by name. */
    List<LakeStorage.Entry> files(String folder) throws IOException;

    /** Where a run may stage the files of a batch, relative to the zone's root; nobody else touches it meanwhile. */
    String stagingFolder(long number, String batchId);

    /**
     * Makes a batch part of the table in one step.
     *
     * @param schema of the rows that came in
     * @throws OvertakenException when another run took the number; nothing of this one is left then
     */
    void commit(BatchCommit batch, StructType schema) throws IOException;

    /** Removes what a run left that will not commit. */
    void discard(long number, String batchId) throws IOException;

    /**
     * Deletes files that batches took out of the table before some moment, and that readers of its older states may have
     * wanted until then.
     *
     * @return how many
     */
    int dropRemovedBefore(Instant before) throws IOException;

    /** Whether another run has committed since. */
    boolean isTaken(long number) throws IOException;
}
