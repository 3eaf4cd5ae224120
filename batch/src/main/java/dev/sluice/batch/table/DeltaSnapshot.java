package dev.sluice.batch.table;

import dev.sluice.batch.storage.LakeStorage;
import io.delta.kernel.Snapshot;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * A version of a Delta table.
 *
 * @param batch number of the newest batch in it
 * @param files by the name of their folder
 */
record DeltaSnapshot(
        long version,
        long batch,
        String id,
        long createdMillis,
        StructType schema,
        Map<String, String> configuration,
        SortedMap<String, List<LakeStorage.Entry>> files) {

    /** What a table of {@link DeltaActions#protocol} may have, whoever else writes to it. */
    private static final Set<String> KNOWN_FEATURES = Set.of("appendOnly", "invariants");

    static DeltaSnapshot of(Snapshot snapshot, Engine engine, String dataset) throws IOException {
        for (String feature : snapshot.getProtocol().getReaderAndWriterFeatures()) {
            requireKnown(KNOWN_FEATURES.contains(feature), dataset, feature);
        }
        int reader = snapshot.getProtocol().getMinReaderVersion();
        int writer = snapshot.getProtocol().getMinWriterVersion();
        requireKnown(reader == 1 && (writer <= 2 || writer == 7), dataset, "version " + reader + "," + writer);
        var metadata = snapshot.getMetadata();
        return new DeltaSnapshot(
                snapshot.getVersion(),
                snapshot.getLatestTransactionVersion(engine, DeltaLog.APP_ID).orElse(0L),
                metadata.getId(),
                metadata.getCreatedTime().orElse(0L),
                (StructType) DataType.fromJson(metadata.getSchemaString()),
                metadata.getConfiguration(),
                files(snapshot, engine, dataset));
    }

    private static void requireKnown(boolean known, String dataset, String feature) {
        if (!known) {
            throw new CannotChangeException("Cannot change " + dataset + ": its Delta table was given the feature "
                    + feature + ", which Sluice does not know; drop it (ALTER TABLE ... DROP FEATURE)");
        }
    }

    private static SortedMap<String, List<LakeStorage.Entry>> files(Snapshot snapshot, Engine engine, String dataset)
            throws IOException {
        SortedMap<String, List<LakeStorage.Entry>> files = new TreeMap<>();
        try (CloseableIterator<FilteredColumnarBatch> batches =
                snapshot.getScanBuilder().build().getScanFiles(engine)) {
            while (batches.hasNext()) {
                try (CloseableIterator<Row> rows = batches.next().getRows()) {
                    while (rows.hasNext()) {
                        add(InternalScanFileUtils.getAddFileStatus(rows.next()), files, dataset);
                    }
                }
            }
        }
        files.values().forEach(folder -> folder.sort(Comparator.comparing(LakeStorage.Entry::name)));
        return files;
    }

    private static void add(FileStatus file, SortedMap<String, List<LakeStorage.Entry>> files, String dataset) {
        String[] parts = file.getPath().split("/");
        String folder = parts[parts.length - 2];
        if (!folder.contains("=") || !parts[parts.length - 3].equals(dataset)) {
            throw new CannotChangeException("Cannot change " + dataset + ": " + file.getPath()
                    + " of its Delta table is not in a date folder; another writer put it there");
        }
        files.computeIfAbsent(folder, none -> new ArrayList<>())
                .add(new LakeStorage.Entry(parts[parts.length - 1], false, file.getSize()));
    }
}
