package dev.sluice.demo.proof;

import dev.sluice.demo.books.Truth;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The Parquet files of a zone, read with DuckDB as any analyst would. */
public final class Zone {

    private final String glob;

    private Zone(String glob) {
        this.glob = glob.replace("'", "''");
    }

    /** The RAW zone of a dataset under a root folder. */
    public static Zone raw(Path root, String dataset) {
        return new Zone(root.toAbsolutePath() + "/" + dataset + "/ingest_date=*/ingest_hour=*/*.parquet");
    }

    /** The Processed Zone of a dataset under a root folder. */
    public static Zone processed(Path root, String dataset, String partitionColumn) {
        return new Zone(root.toAbsolutePath() + "/" + dataset + "/" + partitionColumn + "=*/*.parquet");
    }

    public long files() throws SQLException {
        return number("SELECT count(*) FROM glob('" + glob + "')");
    }

    /** Folders that have files. */
    public long partitions() throws SQLException {
        return number("SELECT count(DISTINCT parse_dirpath(file)) FROM glob('" + glob + "')");
    }

    public long rows() throws SQLException {
        return aggregate("count(*)");
    }

    public long distinctIds() throws SQLException {
        return aggregate("count(DISTINCT record_id)");
    }

    public long checksum() throws SQLException {
        return files() == 0
                ? 0
                : number("SELECT coalesce(" + Truth.CHECKSUM_SQL + ", 0) FROM (SELECT DISTINCT record_id FROM "
                        + table() + ")");
    }

    public long lateRows() throws SQLException {
        return aggregate("count(*) FILTER (WHERE _is_late_arriving)");
    }

    /** An aggregate over the columns; 0 when there are no files at all. */
    public long aggregate(String expression) throws SQLException {
        return files() == 0 ? 0 : number("SELECT " + expression + " FROM " + table());
    }

    public List<String> columns() throws SQLException {
        return query("DESCRIBE SELECT * FROM " + table()).stream()
                .map(row -> row.get(0))
                .toList();
    }

    /** The first rows by id, the column names as the first of them. */
    public List<List<String>> sample(String columns, int rows) throws SQLException {
        var sample = new ArrayList<List<String>>();
        sample.add(List.of(columns.split(", ")));
        if (files() > 0) {
            sample.addAll(query("SELECT " + columns + " FROM " + table() + " ORDER BY record_id LIMIT " + rows));
        }
        return sample;
    }

    private String table() {
        return "read_parquet('" + glob + "', hive_partitioning = true)";
    }

    private static long number(String sql) throws SQLException {
        return Long.parseLong(query(sql).get(0).get(0));
    }

    private static List<List<String>> query(String sql) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duckdb.createStatement();
                var result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            var rows = new ArrayList<List<String>>();
            while (result.next()) {
                var row = new ArrayList<String>(columns);
                for (int column = 1; column <= columns; column++) {
                    row.add(String.valueOf(result.getString(column)));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
