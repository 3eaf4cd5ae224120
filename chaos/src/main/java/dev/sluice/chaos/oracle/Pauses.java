package dev.sluice.chaos.oracle;

import static dev.sluice.chaos.oracle.Duck.quoted;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;

/**
 * How long nothing happened while messages came all the time, in milliseconds.
 *
 * @param withoutRow longest time in which one partition of the rows topic got no row
 * @param withoutCommit longest time in which one chain got no commit record with a file
 * @param untilRow longest time from a message until its last row was in the rows topic
 * @param untilCommit longest time from a message until its last row was committed to RAW
 * @param usualUntilCommit the same for half of all rows
 */
public record Pauses(long withoutRow, long withoutCommit, long untilRow, long untilCommit, long usualUntilCommit) {

    /** @param root folder of the RAW zone */
    public static Pauses measure(Path root, String dataset) throws SQLException {
        try (var duck = new Duck()) {
            duck.run(
                    "CREATE TABLE commits AS SELECT filename AS record, regexp_extract(filename, '/p=[0-9]+/') AS chain,"
                            + " written_at_millis AS written, unnest(files).path AS path FROM read_json("
                            + quoted(root + "/_commits/" + dataset + "/*/*/p=*/[0-9]*.json")
                            + ", columns = {written_at_millis: 'BIGINT', files: 'STRUCT(path VARCHAR)[]'},"
                            + " format = 'unstructured', filename = true)");
            duck.run(
                    "CREATE TABLE arrived AS SELECT _rows_partition AS rp, epoch_ms(_kafka_timestamp) AS sent,"
                            + " epoch_ms(_ingest_time) AS appended, written FROM read_parquet("
                            + quoted(root + "/" + dataset + "/*/*/*.parquet")
                            + ", filename = true, hive_partitioning = false) r JOIN commits c ON ends_with(r.filename, c.path)");
            return new Pauses(
                    duck.number("SELECT max(gap) FROM (SELECT appended - lag(appended) OVER"
                            + " (PARTITION BY rp ORDER BY appended) AS gap FROM arrived)"),
                    duck.number(
                            "SELECT max(gap) FROM (SELECT written - lag(written) OVER (PARTITION BY chain ORDER BY written) AS gap"
                                    + " FROM (SELECT DISTINCT record, chain, written FROM commits))"),
                    duck.number("SELECT max(appended - sent) FROM arrived"),
                    duck.number("SELECT max(written - sent) FROM arrived"),
                    duck.number("SELECT median(written - sent)::BIGINT FROM arrived"));
        }
    }

    @Override
    public String toString() {
        return "a partition had no row for " + seconds(withoutRow) + " s at most, no commit for "
                + seconds(withoutCommit) + " s; a message waited " + seconds(untilRow) + " s at most for its rows, "
                + seconds(untilCommit) + " s for RAW (half of them " + seconds(usualUntilCommit) + " s)";
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", millis / 1000.0);
    }
}
