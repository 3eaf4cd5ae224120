package dev.sluice.batch.merge;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** The rule of epochs as Spark calls it: all sightings of a key go in, the rows that come and leave come out. */
final class SettleKey implements UDF1<Seq<Row>, List<Row>> {

    private static final long serialVersionUID = 1L;

    static final String ROWS_PARTITION = "_sluice_rows_partition";
    static final String ROWS_OFFSET = "_sluice_rows_offset";
    static final String VERDICT = "_sluice_verdict";
    static final String DATED = "_sluice_dated";

    static final ArrayType RESULT = DataTypes.createArrayType(DataTypes.createStructType(new StructField[] {
        DataTypes.createStructField(RowReads.FILE, DataTypes.StringType, false),
        DataTypes.createStructField(ROWS_PARTITION, DataTypes.IntegerType, false),
        DataTypes.createStructField(ROWS_OFFSET, DataTypes.LongType, false),
        DataTypes.createStructField(VERDICT, DataTypes.StringType, false),
        DataTypes.createStructField(DATED, DataTypes.BooleanType, false)
    }));

    private final EpochRule rule;

    SettleKey(EpochRule rule) {
        this.rule = rule;
    }

    @Override
    public List<Row> call(Seq<Row> rows) {
        List<Sighting> sightings = new ArrayList<>();
        CollectionConverters.asJava(rows).forEach(row -> sightings.add(sighting(row)));
        List<Row> verdicts = new ArrayList<>();
        rule.settle(sightings)
                .forEach((row, verdict) -> verdicts.add(RowFactory.create(
                        row.file(), row.rowsPartition(), row.rowsOffset(), verdict.name(), row.date() != null)));
        return verdicts;
    }

    private static Sighting sighting(Row row) {
        return new Sighting(
                row.getString(0),
                row.getBoolean(1),
                row.getInt(2),
                row.getInt(3),
                row.getLong(4),
                row.getInt(5),
                row.getInt(6),
                row.getLong(7),
                row.getLong(8),
                row.isNullAt(9) ? null : row.getString(9));
    }
}
