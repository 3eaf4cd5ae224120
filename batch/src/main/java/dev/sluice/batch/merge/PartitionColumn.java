package dev.sluice.batch.merge;

import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.year;

import dev.sluice.record.definition.ColumnType;
import dev.sluice.record.definition.PartitionBy;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What partitions a table, as Spark computes it from rows of RAW. Sessions are in UTC. */
final class PartitionColumn {

    private static final int FIRST_YEAR = 1;
    private static final int LAST_YEAR = 9999;

    private final PartitionBy by;

    PartitionColumn(PartitionBy by) {
        this.by = by;
    }

    Dataset<Row> addTo(Dataset<Row> rows) {
        Column time = source(rows);
        return by.isDerived() ? rows.withColumn(by.name(), when(hasFolder(time), part(time))) : rows;
    }

    /** Those rows whose folders the dates hold. */
    Dataset<Row> ofDates(Dataset<Row> rows, Dates dates) {
        Column time = source(rows);
        return dates.equals(Dates.ALL)
                ? rows
                : rows.where(dates.hold(time, this::startOf).and(hasFolder(time)));
    }

    private Column source(Dataset<Row> rows) {
        return rows.col(RowReads.quoted(by.source().name()));
    }

    /** Engines fail over a folder of year 10000, which the last second of 9999 west of Greenwich is in. */
    private static Column hasFolder(Column time) {
        return year(time).between(FIRST_YEAR, LAST_YEAR);
    }

    private Column part(Column time) {
        return switch (by.transform()) {
            case IDENTITY -> time;
            case YEAR -> year(time);
            case MONTH -> date_format(time, "yyyy-MM");
            case DAY -> to_date(time);
            case HOUR -> date_format(time, "yyyy-MM-dd-HH");
        };
    }

    /** Of the source's type, so that Parquet's statistics pass over files. */
    private Column startOf(LocalDate day) {
        return by.source().type() == ColumnType.Simple.DATE
                ? lit(day)
                : lit(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
