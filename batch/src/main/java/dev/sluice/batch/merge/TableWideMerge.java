package dev.sluice.batch.merge;

import static dev.sluice.batch.merge.RowReads.quoted;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_millis;

import dev.sluice.batch.merge.EpochRule.Verdict;
import dev.sluice.batch.merge.StagedRows.Replaced;
import dev.sluice.batch.table.Table;
import dev.sluice.record.avro.LineageColumns;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.definition.Unique;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF4;
import org.apache.spark.sql.types.DataTypes;

/**
 * Merges new rows that may concern rows in any folder: where some are of a replay, and where a key is once in the whole
 * table. First it is decided, from keys and positions alone, which rows come in and which leave; then the files that
 * leaving rows are in are written anew without them. Of all other folders the keys and positions are read, after a replay
 * only while rows may still be replaced.
 */
final class TableWideMerge implements AutoCloseable {

    private static final String SIGHTING = "_sluice_sighting";
    private static final String ROWS = "_sluice_rows";

    private final RowReads reads;
    private final RecordDefinition definition;
    private final TouchedFolders touched;
    private final List<TouchedFolder> compared;
    private final TouchedFolders changed;
    private final List<String> key;
    private final Dataset<Row> verdicts;

    TableWideMerge(RowReads reads, Table table, RecordDefinition definition, Incoming incoming, TouchedFolders touched)
            throws IOException {
        Epochs epochs = incoming.epochs();
        this.reads = reads;
        this.definition = definition;
        this.touched = touched;
        this.key = SparkSchema.keyNames(definition);
        Dataset<Row> arrived = reads.arrivedWithFile();
        this.compared = new ArrayList<>(touched.folders());
        if (definition.unique() == Unique.TABLE || incoming.anew().isPresent() || mayReplace(arrived, epochs)) {
            Set<String> dates = new HashSet<>();
            touched.folders().forEach(folder -> dates.add(folder.date()));
            compared.addAll(TouchedFolder.others(
                    table, definition.dataset(), definition.partitionBy().name(), dates));
        }
        this.verdicts = verdicts(sightings(arrived, true), epochs).persist();
        this.changed = changed();
    }

    private static boolean mayReplace(Dataset<Row> arrived, Epochs epochs) {
        UDF4<Integer, Integer, Long, Long, Boolean> rule = epochs::mayReplace;
        Column replacing = udf(rule, DataTypes.BooleanType)
                .apply(
                        col(LineageColumns.INGEST_EPOCH),
                        col(LineageColumns.KAFKA_PARTITION),
                        col(LineageColumns.KAFKA_OFFSET),
                        unix_millis(col(LineageColumns.INGEST_TIME)));
        return !arrived.where(replacing).isEmpty();
    }

    private Dataset<Row> verdicts(Dataset<Row> arrived, Epochs epochs) {
        List<String> files =
                compared.stream().flatMap(folder -> folder.paths().stream()).toList();
        Dataset<Row> present = sightings(
                reads.presentWithFile(files, SparkSchema.sighted(definition)).where(inRangeOf(arrived)), false);
        Dataset<Row> keys = arrived.select(keyColumns()).distinct();
        Column settled = udf(new SettleKey(new EpochRule(epochs, definition.unique())), SettleKey.RESULT)
                .apply(col(ROWS));
        return present.join(keys, RowReads.same(present, keys, key), "left_semi")
                .unionByName(arrived)
                .groupBy(keyColumns())
                .agg(collect_list(col(SIGHTING)).as(ROWS))
                .select(explode(settled).as(ROWS))
                .select(ROWS + ".*");
    }

    /** Lets Parquet's statistics pass over files whose keys are all before or after the new ones, as those that grow are. */
    private Column inRangeOf(Dataset<Row> arrived) {
        Column first = col(quoted(key.get(0)));
        Row range = arrived.agg(min(first), max(first)).head();
        return range.isNullAt(0) ? first.isNull() : first.isNull().or(first.between(range.get(0), range.get(1)));
    }

    private Dataset<Row> sightings(Dataset<Row> rows, boolean arrived) {
        Column sighting = struct(
                col(RowReads.FILE),
                lit(arrived),
                col(LineageColumns.INGEST_EPOCH),
                col(LineageColumns.KAFKA_PARTITION),
                col(LineageColumns.KAFKA_OFFSET),
                col(LineageColumns.RECORD_INDEX),
                col(LineageColumns.ROWS_PARTITION),
                col(LineageColumns.ROWS_OFFSET),
                unix_millis(col(LineageColumns.INGEST_TIME)),
                col(quoted(definition.partitionBy().name())).cast("string"));
        Column[] columns = new Column[key.size() + 1];
        System.arraycopy(keyColumns(), 0, columns, 0, key.size());
        columns[key.size()] = sighting.as(SIGHTING);
        return rows.select(columns);
    }

    private TouchedFolders changed() {
        Set<String> names = new HashSet<>();
        for (Row row : are(Verdict.LEAVES).select(RowReads.FILE).distinct().collectAsList()) {
            names.add(row.getString(0));
        }
        return touched.with(compared.stream()
                .map(folder -> folder.rewriting(names))
                .filter(TouchedFolder::changes)
                .toList());
    }

    /** The folders that change: with the files to be written anew because rows leave them. */
    TouchedFolders folders() {
        return changed;
    }

    /** What the files of these folders hold afterwards. */
    Dataset<Row> rows() {
        Dataset<Row> arrived = reads.arrivedWithFile();
        Dataset<Row> coming = are(Verdict.INSERTED, Verdict.UPDATED);
        Dataset<Row> rewritten = reads.presentWithFile(changed.rewrittenPaths(), SparkSchema.processed(definition));
        Dataset<Row> leaving = are(Verdict.LEAVES);
        return arrived.join(coming, sameRow(arrived, coming), "left_semi")
                .unionByName(rewritten.join(leaving, sameRow(rewritten, leaving), "left_anti"))
                .drop(RowReads.FILE);
    }

    Replaced replaced() {
        long updated = 0;
        long left = 0;
        long updatedWithoutDate = 0;
        long leftWithoutDate = 0;
        Dataset<Row> counts =
                verdicts.groupBy(SettleKey.VERDICT, SettleKey.DATED).count();
        for (Row row : counts.collectAsList()) {
            boolean dated = row.getBoolean(1);
            long rows = row.getLong(2);
            switch (Verdict.valueOf(row.getString(0))) {
                case INSERTED -> {}
                case UPDATED -> {
                    updated += rows;
                    updatedWithoutDate += dated ? 0 : rows;
                }
                case LEAVES -> {
                    left += rows;
                    leftWithoutDate += dated ? 0 : rows;
                }
            }
        }
        return new Replaced(updated, left, updatedWithoutDate, leftWithoutDate);
    }

    private Dataset<Row> are(Verdict... wanted) {
        Object[] names = List.of(wanted).stream().map(Verdict::name).toArray();
        return verdicts.where(col(SettleKey.VERDICT).isin(names));
    }

    private static Column sameRow(Dataset<Row> rows, Dataset<Row> verdicts) {
        return rows.col(RowReads.FILE)
                .equalTo(verdicts.col(RowReads.FILE))
                .and(rows.col(LineageColumns.ROWS_PARTITION).equalTo(verdicts.col(SettleKey.ROWS_PARTITION)))
                .and(rows.col(LineageColumns.ROWS_OFFSET).equalTo(verdicts.col(SettleKey.ROWS_OFFSET)));
    }

    private Column[] keyColumns() {
        return key.stream().map(name -> col(quoted(name))).toArray(Column[]::new);
    }

    @Override
    public void close() {
        verdicts.unpersist();
    }
}
