package dev.sluice.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Files of a zone as DuckDB reads them.
 *
 * @param names as SQL has them
 */
record ParquetFiles(List<String> names) {

    static ParquetFiles under(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new ParquetFiles(files.filter(file -> file.toString().endsWith(".parquet"))
                    .map(file -> "'" + file + "'")
                    .toList());
        }
    }

    /** Selects what is in the files, without some columns and without those that folders stand for. */
    String rows(String... without) {
        String names = "'ingest_date', 'ingest_hour', '" + String.join("', '", without) + "'";
        return "SELECT COLUMNS(name -> name NOT IN (" + names + ")) FROM read_parquet(" + this.names + ")";
    }

    /** Cells of a row with | between them. */
    static List<String> query(String sql) throws SQLException {
        try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duckDb.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (var result = statement.executeQuery(sql)) {
                List<String> rows = new ArrayList<>();
                while (result.next()) {
                    List<String> cells = new ArrayList<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        cells.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(String.join("|", cells));
                }
                return rows;
            }
        }
    }
}
