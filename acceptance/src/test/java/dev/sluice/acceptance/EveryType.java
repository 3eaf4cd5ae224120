package dev.sluice.acceptance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A column type in every format that its values pass through.
 *
 * @param label in a definition
 * @param avro its schema, without the branch for null
 * @param physical of Parquet
 * @param logical of Parquet, as DuckDB shows a footer
 * @param spark in Spark's own JSON
 * @param duckDb as DuckDB names it
 * @param low a value as messages have it
 * @param high another one
 * @param lowRead the first value as DuckDB reads it from a file
 * @param highRead the second one
 */
record EveryType(
        String label,
        String avro,
        String physical,
        String logical,
        String spark,
        String duckDb,
        String low,
        String high,
        String lowRead,
        String highRead) {

    private static final String TYPES = """
            string    ; "string"     ; BYTE_ARRAY ; StringType()      ; string    ; VARCHAR  ; a      ; ä \uD83D\uDE00 ; a ; ä \uD83D\uDE00
            boolean   ; "boolean"    ; BOOLEAN    ; null              ; boolean   ; BOOLEAN  ; true   ; false ; true ; false
            int       ; "int"        ; INT32      ; null              ; integer   ; INTEGER  ; -2147483648 ; 2147483647 ; -2147483648 ; 2147483647
            long      ; "long"       ; INT64      ; null              ; long      ; BIGINT   ; -9223372036854775808 ; 9223372036854775807 ; -9223372036854775808 ; 9223372036854775807
            float     ; "float"      ; FLOAT      ; null              ; float     ; FLOAT    ; -1.5   ; INF ; -1.5 ; inf
            double    ; "double"     ; DOUBLE     ; null              ; double    ; DOUBLE   ; -1.5   ; 1E300 ; -1.5 ; 1e+300
            date      ; int date     ; INT32      ; DateType()        ; date      ; DATE     ; 0001-01-01 ; 9999-12-31 ; 0001-01-01 ; 9999-12-31
            time      ; long time-micros      ; INT64 ; TimeType(isAdjustedToUTC=0, MICROS)      ; time(6) ; TIME ; 00:00:00 ; 23:59:59.999999 ; 00:00:00 ; 23:59:59.999999
            timestamp ; long timestamp-micros ; INT64 ; TimestampType(isAdjustedToUTC=1, MICROS) ; timestamp ; TIMESTAMP WITH TIME ZONE ; 0001-01-01T00:00:00Z ; 9999-12-31T23:59:59.999999Z ; 0001-01-01 00:00:00+00 ; 9999-12-31 23:59:59.999999+00
            binary    ; "bytes"      ; BYTE_ARRAY ; null              ; binary    ; BLOB     ; AP8=   ; QQ== ; \\x00\\xFF ; A
            xml       ; "string"     ; BYTE_ARRAY ; StringType()      ; string    ; VARCHAR  ; 1      ; <x>2</x> ; <xml>1</xml> ; <xml><x>2</x></xml>
            """;
    /** Around the sizes at which Parquet takes another physical type. */
    private static final int[][] DECIMALS = {
        {1, 0}, {1, 1}, {9, 0}, {9, 9}, {10, 2}, {18, 0}, {18, 18}, {19, 0}, {19, 19}, {38, 0}, {38, 10}, {38, 38}
    };

    static List<EveryType> all() {
        return Stream.concat(
                        TYPES.lines().map(EveryType::parse),
                        Arrays.stream(DECIMALS).map(size -> decimal(size[0], size[1])))
                .toList();
    }

    /** Also of the columns that the sink and the lineage add. */
    static EveryType of(String label) {
        return all().stream()
                .filter(type -> type.label.equals(label))
                .findFirst()
                .orElseThrow();
    }

    private static EveryType parse(String line) {
        String[] cells = Arrays.stream(line.split(";")).map(String::strip).toArray(String[]::new);
        String avro = cells[1].startsWith("\"")
                ? cells[1]
                : cells[1].replaceFirst("(.*) (.*)", "{\"type\":\"$1\",\"logicalType\":\"$2\"}");
        String logical =
                cells[3].replace("MICROS", "unit=TimeUnit(MILLIS=<null>, MICROS=MicroSeconds(), NANOS=<null>)");
        return new EveryType(
                cells[0], avro, cells[2], logical, cells[4], cells[5], cells[6], cells[7], cells[8], cells[9]);
    }

    private static EveryType decimal(int precision, int scale) {
        String size = "(" + precision + "," + scale + ")";
        String whole = precision == scale ? "" : "9".repeat(precision - scale);
        String most = scale == 0 ? whole : whole + "." + "9".repeat(scale);
        return new EveryType(
                "decimal" + size,
                "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":" + precision + ",\"scale\":" + scale
                        + "}",
                precision <= 9 ? "INT32" : precision <= 18 ? "INT64" : "FIXED_LEN_BYTE_ARRAY",
                "DecimalType(scale=" + scale + ", precision=" + precision + ")",
                "decimal" + size,
                "DECIMAL" + size,
                "-" + most,
                most,
                "-" + most,
                most);
    }
}
