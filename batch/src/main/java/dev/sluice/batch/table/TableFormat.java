package dev.sluice.batch.table;

import dev.sluice.batch.ledger.Ledger;
import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** How readers find the files of a table. The first batch decides; a table keeps its format. */
public enum TableFormat {
    /** By looking into its folders. */
    PARQUET,
    /** By the log of a Delta table. */
    DELTA;

    /**
     * @param partitionColumn of a table that is not there yet
     * @param wanted what the user asked for; empty for what is there, else Parquet
     * @throws CannotChangeException when the table is there in another format
     */
    public static Table open(
            LakeStorage processed, String dataset, String partitionColumn, Optional<TableFormat> wanted)
            throws IOException {
        Optional<TableFormat> found = found(processed, dataset);
        TableFormat format = found.or(() -> wanted).orElse(PARQUET);
        if (wanted.isPresent() && wanted.get() != format) {
            throw new CannotChangeException("Cannot write " + dataset + " as " + wanted.get() + ": "
                    + processed.location(dataset) + " has it as " + format + "; use another --processed folder");
        }
        return format == DELTA
                ? new DeltaTable(processed, dataset, partitionColumn)
                : new ParquetTable(processed, dataset, partitionColumn);
    }

    private static Optional<TableFormat> found(LakeStorage processed, String dataset) throws IOException {
        if (!processed.list(dataset + "/" + DeltaLog.FOLDER).isEmpty()) {
            return Optional.of(DELTA);
        }
        return new Ledger(processed, dataset).head().isPresent() ? Optional.of(PARQUET) : Optional.empty();
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
