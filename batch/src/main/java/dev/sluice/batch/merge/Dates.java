package dev.sluice.batch.merge;

import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
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

    Column hold(Column date) {
        Column held = lit(true);
        if (from != null) {
            held = held.and(date.geq(lit(from)));
        }
        if (to != null) {
            held = held.and(date.leq(lit(to)));
        }
        return held;
    }

    /** @param date as a folder is named by it; null for rows without one */
    boolean hold(@Nullable String date) {
        if (date == null) {
            return equals(ALL);
        }
        LocalDate day = LocalDate.parse(date);
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }
}
