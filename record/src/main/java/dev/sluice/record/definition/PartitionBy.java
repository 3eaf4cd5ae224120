package dev.sluice.record.definition;

import static java.time.temporal.TemporalAdjusters.firstDayOfMonth;
import static java.time.temporal.TemporalAdjusters.firstDayOfYear;
import static java.time.temporal.TemporalAdjusters.lastDayOfMonth;
import static java.time.temporal.TemporalAdjusters.lastDayOfYear;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;

/**
 * What the Processed Zone has a folder for each value of: a date column, or a part of a date or timestamp, in UTC. A
 * part is a column of its own there, beside the one that it is of. Names and values are those of Iceberg's transforms.
 *
 * @param source column of the definition; of type timestamp for an hour, else of type timestamp or date
 */
public record PartitionBy(Column source, Transform transform) {

    public enum Transform {
        /** The date column itself. */
        IDENTITY,
        /** {@code 2026} */
        YEAR,
        /** {@code 2026-01} */
        MONTH,
        /** {@code 2026-01-31} */
        DAY,
        /** {@code 2026-01-31-14} */
        HOUR;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Of the folders, and of the column that readers see. */
    public String name() {
        return isDerived() ? source.name() + "_" + transform.label() : source.name();
    }

    /** Whether the folders' column is no column of the definition. */
    public boolean isDerived() {
        return transform != Transform.IDENTITY;
    }

    /** First day of the folder that holds some day. */
    public LocalDate firstDay(LocalDate day) {
        return switch (transform) {
            case YEAR -> day.with(firstDayOfYear());
            case MONTH -> day.with(firstDayOfMonth());
            case IDENTITY, DAY, HOUR -> day;
        };
    }

    /** Last day of the folder that holds some day. */
    public LocalDate lastDay(LocalDate day) {
        return switch (transform) {
            case YEAR -> day.with(lastDayOfYear());
            case MONTH -> day.with(lastDayOfMonth());
            case IDENTITY, DAY, HOUR -> day;
        };
    }

    /**
     * First day of a folder.
     *
     * @param value that it is named by
     */
    public LocalDate firstDay(String value) {
        return switch (transform) {
            case YEAR -> LocalDate.of(Integer.parseInt(value), 1, 1);
            case MONTH -> YearMonth.parse(value).atDay(1);
            case IDENTITY, DAY -> LocalDate.parse(value);
            case HOUR -> LocalDate.parse(value.substring(0, value.lastIndexOf('-')));
        };
    }

    /** As {@code partition-by} says it. */
    @Override
    public String toString() {
        return isDerived() ? transform.label() + "(" + source.name() + ")" : source.name();
    }
}
