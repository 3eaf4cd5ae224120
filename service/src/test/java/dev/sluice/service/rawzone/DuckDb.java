package dev.sluice.service.rawzone;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A second opinion on the files: a Parquet reader that shares no code with the writer. */
public final class DuckDb {

    private DuckDb() {}

    /** Every row of a query as text, its values joined by {@code |}. */
    public static List<String> query(String sql) {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("SET TimeZone='UTC'");
            try (ResultSet rows = statement.executeQuery(sql)) {
                List<String> all = new ArrayList<>();
                while (rows.next()) {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        values.add(String.valueOf(rows.getObject(i)));
                    }
                    all.add(String.join("|", values));
                }
                return all;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    /** The published files of a dataset, for a FROM clause. */
    public static String files(Path raw, String dataset) {
        return "read_parquet('" + raw.resolve(dataset) + "/*/*/*.parquet', hive_partitioning=false)";
    }

    /** The ids in RAW in the order of the rows topic, so that a missing or doubled one shows. */
    public static List<String> ids(Path raw, String dataset) {
        return query("SELECT id FROM " + files(raw, dataset) + " ORDER BY _rows_partition, _rows_offset");
    }
}
