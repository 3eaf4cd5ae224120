package dev.sluice.batch.merge;

import static org.apache.spark.sql.functions.lit;

import dev.sluice.record.definition.PartitionBy;
import java.time.LocalDate;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/**
 * Dates whose folders are built anew.
 *
 * @param from the first; null for all up to the last
 * @param to the last; null for all from the first on; with both null, rows without a date as well
 */
public record Dates(@Nullable LocalDate from, @Nullable LocalDate to) {

    public static final Dates ALL = new Dates(null, null);

    public Dates {
        if (from != null && to != null && from.isAfter(to)) {
            throw new IllegalArgumentException("Invalid dates: " + from + " to " + to + ", expected the earlier first");
        }
    }

    /** All dates of the folders that hold some of these: a folder is built anew as a whole. */
    public Dates inWholeFolders(PartitionBy by) {
        return new Dates(from == null ? null : by.firstDay(from), to == null ? null : by.lastDay(to));
    }

    /**
     * @param time dates or timestamps
     * @param startOf the first of them that is of a day
     */
    Column hold(Column time, Function<LocalDate, Column> startOf) {
        Column held = lit(true);
        if (from != null) {
            held = held.and(time.geq(startOf.apply(from)));
        }
        if (to != null) {
            held = held.and(time.lt(startOf.apply(to.plusDays(1))));
        }
        return held;
    }

    /** @param firstDay of a folder; null for that of rows without a date */
    boolean hold(@Nullable LocalDate firstDay) {
        if (firstDay == null) {
            return equals(ALL);
        }
        return (from == null || !firstDay.isBefore(from)) && (to == null || !firstDay.isAfter(to));
    }

    /** For people. */
    @Override
    public String toString() {
        if (equals(ALL)) {
            return "all dates";
        }
        return from == null ? "dates up to " + to : to == null ? "dates from " + from + " on" : from + " to " + to;
    }
}
