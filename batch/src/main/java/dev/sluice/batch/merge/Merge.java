package dev.sluice.batch.merge;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.hash;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.sluice.batch.ledger.DataFile;
import dev.sluice.batch.merge.StagedRows.Replaced;
import dev.sluice.batch.output.WrittenFiles;
import dev.sluice.batch.rawlog.RawFiles;
import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.batch.table.Table;
import dev.sluice.record.avro.LineageColumns;
import dev.sluice.record.commitlog.RawFile;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.definition.Unique;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.jspecify.annotations.Nullable;

/**
 * Merges new RAW rows into the date folders they belong to: of the rows with one key in one folder, the one that
 * is there stays, else the first sighting (the lowest rows offset) comes in. Reads the new files once in full,
 * of the touched folders only the keys, of all others nothing; everything goes through one shuffle and one sort.
 * Rows of replays, and of tables that have a key once, take a longer way, see {@link TableWideMerge}.
 */
public final class Merge {

    /** Where a row stands among those of its key: the lowest stays. */
    private static final String STANDING = "_sluice_standing";

    private static final int KNOWN = 0;
    private static final int REWRITTEN = 1;
    private static final int ARRIVED = 2;

    /** Decides which task writes a row; several write a large folder, each the rows of some keys. */
    private static final String TASK = "_sluice_task";

    private static final String RANK = "_sluice_rank";

    /** Keys that fit into the memory of every task several times; more are sorted. */
    private static final long MOST_BROADCAST_ROWS = 500_000;

    private final SparkSession spark;
    private final LakeStorage processed;
    private final Table table;
    private final RecordDefinition definition;
    private final MergeSettings settings;
    private final Incoming incoming;
    private final OlderRows olderRows;
    private final RowReads reads;
    private final DataFiles dataFiles;
    private final String date;
    private final List<String> key;

    public Merge(
            SparkSession spark,
            RawFiles raw,
            LakeStorage processed,
            Table table,
            DefinitionFile file,
            MergeSettings settings,
            Incoming incoming) {
        this.spark = spark;
        this.processed = processed;
        this.table = table;
        this.definition = file.definition();
        this.settings = settings;
        this.incoming = incoming;
        this.olderRows = new OlderRows(spark, raw, definition, file.yaml());
        this.reads = new RowReads(spark, raw, processed, definition, olderRows, incoming);
        this.dataFiles = new DataFiles(processed);
        this.date = definition.partitionBy().name();
        this.key = SparkSchema.keyNames(definition);
    }

    /**
     * Writes the rows that an earlier version of the definition accepted and this one does not.
     *
     * @param namePrefix of the file, unique to the batch
     */
    public List<DataFile> quarantine(String stagingFolder, String namePrefix) throws IOException {
        List<RawFile> older =
                incoming.files().stream().filter(olderRows::isOlder).toList();
        if (older.isEmpty()) {
            return List.of();
        }
        Dataset<Row> refused = reads.refused(older, dataFiles.putAside(definition.dataset()));
        WrittenFiles.write(refused.coalesce(1).write(), processed, stagingFolder);
        return dataFiles.quarantined(stagingFolder, definition.dataset(), namePrefix);
    }

    /** The folders that change. Reads one column of the new rows. */
    public TouchedFolders touched() throws IOException {
        Dataset<Row> counts = reads.arrived()
                .groupBy(col(date).cast("string").as(date))
                .count()
                .orderBy(date);
        Map<@Nullable String, Long> rows = new LinkedHashMap<>();
        for (Row row : counts.collectAsList()) {
            rows.put(row.isNullAt(0) ? null : row.getString(0), row.getLong(1));
        }
        if (incoming.anew().isPresent()) {
            Dates dates = incoming.anew().get();
            TouchedFolder.dates(table, date).stream()
                    .filter(there -> dates.hold(
                            there == null ? null : definition.partitionBy().firstDay(there)))
                    .forEach(there -> rows.putIfAbsent(there, 0L));
        }
        List<TouchedFolder> folders = new ArrayList<>();
        for (var folder : rows.entrySet()) {
            folders.add(look(folder.getKey(), folder.getValue()));
        }
        return new TouchedFolders(incoming.files(), folders);
    }

    private TouchedFolder look(@Nullable String folder, long newRows) throws IOException {
        return incoming.anew().isPresent()
                ? TouchedFolder.anew(table, definition.dataset(), date, folder, newRows)
                : TouchedFolder.look(table, definition.dataset(), date, folder, newRows, settings, dataFiles);
    }

    /**
     * Writes the files that bring the new rows in.
     *
     * @param namePrefix of the data files, unique to the batch
     */
    public StagedRows stage(TouchedFolders touched, String stagingFolder, String namePrefix) throws IOException {
        if (touched.isNothing()) {
            return new StagedRows(List.of(), List.of(), Replaced.NOTHING);
        }
        if (incoming.epochs().isEmpty() && definition.unique() == Unique.PARTITION) {
            write(withPresent(touched), this::firstSightings, touched, stagingFolder);
            return staged(touched, Replaced.NOTHING, stagingFolder, namePrefix);
        }
        try (TableWideMerge merge = new TableWideMerge(reads, table, definition, incoming, touched)) {
            TouchedFolders widened = merge.folders();
            write(merge.rows(), UnaryOperator.identity(), widened, stagingFolder);
            return staged(widened, merge.replaced(), stagingFolder, namePrefix);
        }
    }

    private StagedRows staged(TouchedFolders touched, Replaced replaced, String stagingFolder, String namePrefix)
            throws IOException {
        List<DataFile> added = dataFiles.staged(stagingFolder, definition.dataset(), namePrefix);
        List<DataFile> removed = new ArrayList<>();
        List<DataFile> dropped = new ArrayList<>();
        for (TouchedFolder folder : touched.folders()) {
            removed.addAll(dataFiles.rewritten(folder));
            dropped.addAll(dataFiles.dropped(folder));
        }
        removed.addAll(dropped);
        return incoming.anew().isPresent()
                ? StagedRows.anew(added, removed, dropped, replaced)
                : new StagedRows(added, removed, replaced);
    }

    private Dataset<Row> withPresent(TouchedFolders touched) {
        Dataset<Row> rewritten = reads.present(touched.rewrittenPaths(), SparkSchema.processed(definition));
        Dataset<Row> known = sameAsNew(reads.present(touched.keptPaths(), SparkSchema.known(definition)), touched);
        return reads.arrived()
                .withColumn(STANDING, lit(ARRIVED))
                .unionByName(rewritten.withColumn(STANDING, lit(REWRITTEN)), true)
                .unionByName(known.withColumn(STANDING, lit(KNOWN)), true);
    }

    /** Of the keys that are there those that come again: few new rows are held against many without sorting these. */
    private Dataset<Row> sameAsNew(Dataset<Row> known, TouchedFolders touched) {
        if (touched.rows() > MOST_BROADCAST_ROWS) {
            return known;
        }
        Dataset<Row> arrived = reads.arrived().select(columns(Stream.of(List.of(date), key)));
        Column same = RowReads.same(known, arrived, List.of(arrived.columns()));
        return known.join(broadcast(arrived), same, "left_semi");
    }

    private Dataset<Row> firstSightings(Dataset<Row> rows) {
        var firstSighting = Window.partitionBy(inFolders(key))
                .orderBy(col(STANDING), col(LineageColumns.ROWS_PARTITION), col(LineageColumns.ROWS_OFFSET));
        return rows.withColumn(RANK, row_number().over(firstSighting))
                .where(col(RANK).equalTo(1).and(col(STANDING).gt(KNOWN)))
                .drop(STANDING, RANK);
    }

    /** @param choice among the rows of a key and folder, which are together by then */
    private void write(
            Dataset<Row> rows, UnaryOperator<Dataset<Row>> choice, TouchedFolders touched, String stagingFolder) {
        int tasks = touched.tasks(settings, spark.sparkContext().defaultParallelism());
        Dataset<Row> spread = rows.withColumn(TASK, task(touched, tasks)).repartition(tasks, col(TASK));
        var writer = choice.apply(spread)
                .sortWithinPartitions(inFolders(settings.layout().order(key)))
                .drop(TASK)
                .write()
                .option("maxRecordsPerFile", touched.rowsPerFile(settings))
                .partitionBy(date);
        WrittenFiles.write(writer, processed, stagingFolder);
    }

    /** Folder after folder. The task follows from the key, so it comes last and changes no order. */
    private Column[] inFolders(List<String> columns) {
        return columns(Stream.of(List.of(date), columns, List.of(TASK)));
    }

    /** A large folder's slices go to the tasks in turn, all others where their date's hash says. */
    private Column task(TouchedFolders touched, int tasks) {
        TaskKeys keys = new TaskKeys(tasks);
        Column hash = xxhash64(columns(Stream.of(key)));
        Column task = hash(col(date));
        for (TouchedFolder folder : touched.folders()) {
            int count = touched.slices(folder, settings);
            if (count > 1) {
                Column here = folder.date() == null
                        ? col(date).isNull()
                        : col(date)
                                .equalTo(lit(folder.date())
                                        .cast(SparkSchema.partition(definition).dataType()));
                Column slice = pmod(hash, lit(count)).cast("int");
                task = when(here, get(lit(keys.next(count)), slice)).otherwise(task);
            }
        }
        return task;
    }

    private static Column[] columns(Stream<List<String>> names) {
        return names.flatMap(List::stream)
                .map(name -> col(RowReads.quoted(name)))
                .toArray(Column[]::new);
    }
}
