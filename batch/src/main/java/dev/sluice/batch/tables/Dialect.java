package dev.sluice.batch.tables;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimeType;

/** How an engine wants a folder of Parquet files, or a Delta table, to be described. */
public enum Dialect {
    SPARK {
        @Override
        String create(String name, List<StructField> columns, List<StructField> partitions, String location) {
            List<StructField> all = new java.util.ArrayList<>(columns);
            all.addAll(partitions);
            return "CREATE TABLE IF NOT EXISTS " + quoted(name) + " (\n" + lines(all)
                    + "\n)\nUSING PARQUET\nPARTITIONED BY ("
                    + names(partitions) + ")\nLOCATION " + text(uri(location)) + ";\n"
                    + "-- again when folders were added\n"
                    + "MSCK REPAIR TABLE " + quoted(name) + ";\n";
        }

        @Override
        Optional<String> register(String name, String location) {
            return Optional.of("CREATE TABLE IF NOT EXISTS " + quoted(name) + "\nUSING DELTA\nLOCATION "
                    + text(uri(location)) + ";\n");
        }

        @Override
        String type(DataType type) {
            return type.sql();
        }
    },
    HIVE {
        @Override
        String create(String name, List<StructField> columns, List<StructField> partitions, String location) {
            return "CREATE EXTERNAL TABLE IF NOT EXISTS " + quoted(name) + " (\n" + lines(columns)
                    + "\n)\nPARTITIONED BY (\n" + lines(partitions) + "\n)\nSTORED AS PARQUET\nLOCATION "
                    + text(uri(location)) + ";\n-- again when folders were added\nMSCK REPAIR TABLE " + quoted(name)
                    + ";\n";
        }

        /** Only with a connector of its own, which has its own words. */
        @Override
        Optional<String> register(String name, String location) {
            return Optional.empty();
        }

        @Override
        String type(DataType type) {
            // Hive has no time of day: microseconds since midnight.
            return type instanceof TimeType ? "BIGINT" : type.sql();
        }
    },
    TRINO {
        @Override
        String create(String name, List<StructField> columns, List<StructField> partitions, String location) {
            List<StructField> all = new java.util.ArrayList<>(columns);
            all.addAll(partitions);
            String by = partitions.stream().map(field -> text(field.name())).collect(Collectors.joining(", "));
            return "CREATE TABLE IF NOT EXISTS " + quoted(name) + " (\n" + lines(all)
                    + "\n)\nWITH (format = 'PARQUET', external_location = " + text(uri(location))
                    + ", partitioned_by = ARRAY[" + by
                    + "]);\n-- again when folders were added, in the table's schema\n"
                    + "CALL system.sync_partition_metadata(schema_name => current_schema, table_name => " + text(name)
                    + ", mode => 'ADD');\n";
        }

        @Override
        Optional<String> register(String name, String location) {
            return Optional.of("CALL system.register_table(schema_name => current_schema, table_name => " + text(name)
                    + ", table_location => " + text(uri(location)) + ");\n");
        }

        @Override
        String type(DataType type) {
            if (type instanceof ArrayType list) {
                return "ARRAY(" + type(list.elementType()) + ")";
            }
            if (type instanceof StringType) {
                return "VARCHAR";
            }
            if (type instanceof IntegerType) {
                return "INTEGER";
            }
            if (type instanceof FloatType) {
                return "REAL";
            }
            if (type instanceof BinaryType) {
                return "VARBINARY";
            }
            return type instanceof TimeType ? "BIGINT" : type.sql();
        }

        @Override
        String quoted(String name) {
            return '"' + name + '"';
        }

        @Override
        String text(String value) {
            return "'" + value.replace("'", "''") + "'";
        }
    },
    DUCKDB {
        @Override
        String create(String name, List<StructField> columns, List<StructField> partitions, String location) {
            String folders = "/*".repeat(partitions.size());
            String types = partitions.stream()
                    .map(field -> quoted(field.name()) + ": " + type(field.dataType()))
                    .collect(Collectors.joining(", ", "{", "}"));
            return "CREATE OR REPLACE VIEW " + quoted(name) + " AS\nSELECT * FROM read_parquet("
                    + text(location + folders + "/*.parquet")
                    + ",\n    union_by_name = true, hive_partitioning = true, hive_types = " + types + ");\n";
        }

        @Override
        Optional<String> register(String name, String location) {
            return Optional.of("INSTALL delta;\nLOAD delta;\nCREATE OR REPLACE VIEW " + quoted(name)
                    + " AS\nSELECT * FROM delta_scan(" + text(location) + ");\n");
        }

        @Override
        String type(DataType type) {
            return type.sql();
        }

        @Override
        String quoted(String name) {
            return '"' + name + '"';
        }

        @Override
        String text(String value) {
            return "'" + value.replace("'", "''") + "'";
        }
    };

    /** @param location of the folders, without a slash at its end */
    abstract String create(String name, List<StructField> columns, List<StructField> partitions, String location);

    /** What makes a Delta table known, whose log has all the rest; empty where the engine cannot read one. */
    abstract Optional<String> register(String name, String location);

    abstract String type(DataType type);

    String quoted(String name) {
        return "`" + name + "`";
    }

    String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    String lines(List<StructField> fields) {
        return fields.stream()
                .map(field -> "    " + quoted(field.name()) + " " + type(field.dataType()))
                .collect(Collectors.joining(",\n"));
    }

    String names(List<StructField> fields) {
        return fields.stream().map(field -> quoted(field.name())).collect(Collectors.joining(", "));
    }

    private static String uri(String location) {
        return location.startsWith("/") ? "file://" + location : location;
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
