package dev.sluice.service.rawzone.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.service.rawzone.DuckDb;
import dev.sluice.service.rawzone.Rows;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files are read back by DuckDB, which shares no code with what wrote them. */
class RowFileTest {

    private static final long APPENDED = 1_770_000_100_456L;

    @TempDir
    Path directory;

    private final Rows rows = Rows.ofEveryType();
    private final RowLayout layout = new RowLayout(rows.schema());

    @Test
    void writesAValueOfEachType() throws IOException {
        Object[] values = {
            "ä \uD83D\uDE00",
            true,
            -5,
            Long.MIN_VALUE,
            1.5f,
            -2.25,
            new BigDecimal("-1234567.89"),
            new BigDecimal("99999999999999.9999"),
            new BigDecimal("-12345678901234567890123456789012.345678"),
            LocalDate.of(1969, 7, 20),
            LocalTime.of(23, 59, 59, 999_999_000),
            Instant.parse("1969-12-31T23:59:59.000001Z"),
            new byte[] {0, (byte) 0xFF},
            "<a>1</a>",
            Arrays.asList("one", null, ""),
            List.of(new BigDecimal("-0.001"), new BigDecimal("12345678901234567.000"))
        };

        Path file = write(CompressionCodecName.ZSTD, rows.row(3, values));

        assertThat(DuckDb.query("SELECT id, flag, small, large, single, wide, price, amount, total, day, clock,"
                        + " CAST(moment AS VARCHAR), hex(raw), subtree, tags, prices FROM '" + file + "'"))
                .containsExactly("ä \uD83D\uDE00|true|-5|" + Long.MIN_VALUE
                        + "|1.5|-2.25|-1234567.89|99999999999999.9999|-12345678901234567890123456789012.345678"
                        + "|1969-07-20|23:59:59.999999|1969-12-31 23:59:59.000001+00|00FF|<a>1</a>"
                        + "|[one, null, ]|[-0.001, 12345678901234567.000]");
    }

    @Test
    void writesNullsAndEmptyLists() throws IOException {
        Object[] values = new Object[16];
        values[14] = List.of();

        Path file = write(CompressionCodecName.ZSTD, rows.row(3, values));

        assertThat(DuckDb.query("SELECT * EXCLUDE (tags) FROM (SELECT COLUMNS('^[a-z].*') FROM '" + file + "')"))
                .containsExactly(String.join("|", java.util.Collections.nCopies(15, "null")));
        assertThat(DuckDb.query("SELECT tags, prices FROM '" + file + "'")).containsExactly("[]|null");
    }

    @Test
    void hasTheTypesOfTheContract() throws IOException {
        Path file = write(CompressionCodecName.ZSTD, rows.row(0));

        assertThat(DuckDb.query("SELECT column_name, column_type FROM (DESCRIBE FROM '" + file + "')"))
                .containsExactly(
                        "id|VARCHAR",
                        "flag|BOOLEAN",
                        "small|INTEGER",
                        "large|BIGINT",
                        "single|FLOAT",
                        "wide|DOUBLE",
                        "price|DECIMAL(9,2)",
                        "amount|DECIMAL(18,4)",
                        "total|DECIMAL(38,6)",
                        "day|DATE",
                        "clock|TIME",
                        "moment|TIMESTAMP WITH TIME ZONE",
                        "raw|BLOB",
                        "subtree|VARCHAR",
                        "tags|VARCHAR[]",
                        "prices|DECIMAL(20,3)[]",
                        "_kafka_partition|INTEGER",
                        "_kafka_offset|BIGINT",
                        "_kafka_timestamp|TIMESTAMP WITH TIME ZONE",
                        "_record_index|INTEGER",
                        "_rows_partition|INTEGER",
                        "_rows_offset|BIGINT",
                        "_ingest_time|TIMESTAMP WITH TIME ZONE",
                        "_ingest_epoch|INTEGER",
                        "_definition_version|VARCHAR",
                        "_is_late_arriving|BOOLEAN",
                        "_arrival_delay_seconds|BIGINT",
                        "_quality_flags|VARCHAR[]",
                        "_rescued_data|VARCHAR");
        assertThat(DuckDb.query("SELECT name, type, type_length FROM parquet_schema('" + file
                        + "') WHERE name IN ('price', 'amount', 'total', 'day') ORDER BY 1"))
                .containsExactly(
                        "amount|INT64|null", "day|INT32|null", "price|INT32|null", "total|FIXED_LEN_BYTE_ARRAY|16");
    }

    @Test
    void saysWhereEachRowComesFrom() throws IOException {
        Path file = write(CompressionCodecName.SNAPPY, rows.row(42));

        assertThat(DuckDb.query("SELECT _kafka_partition, _kafka_offset, CAST(_kafka_timestamp AS VARCHAR),"
                        + " _record_index, _rows_partition, _rows_offset, CAST(_ingest_time AS VARCHAR), _ingest_epoch,"
                        + " _definition_version FROM '" + file + "'"))
                .containsExactly(
                        "7|42|2026-02-02 02:40:00.123+00|0|2|1000|2026-02-02 02:41:40.456+00|0|" + rows.version());
    }

    @Test
    void isCompressedAsAskedAndNamesItselfInTheFooter() throws IOException {
        Path zstd = write(CompressionCodecName.ZSTD, rows.row(1));
        Path snappy = write(CompressionCodecName.SNAPPY, rows.row(1));

        assertThat(codecs(zstd)).containsExactly("ZSTD");
        assertThat(codecs(snappy)).containsExactly("SNAPPY");
        assertThat(DuckDb.query("SELECT decode(value) FROM parquet_kv_metadata('" + zstd
                        + "') WHERE decode(key) = 'sluice.topic'"))
                .containsExactly("things.rows");
    }

    @Test
    void leavesNoOtherFileBesideIt() throws IOException {
        Path file = write(CompressionCodecName.ZSTD, rows.row(1));

        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void leavesNothingWhenDiscarded() throws IOException {
        var file = new RowFile(directory.resolve("gone.parquet"), layout, options(CompressionCodecName.ZSTD));
        file.write(source(rows.row(1), 0));

        file.discard();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void growsWithItsRows() throws IOException {
        var file = new RowFile(directory.resolve("grows.parquet"), layout, options(CompressionCodecName.ZSTD));
        long empty = file.bytes();
        for (int offset = 0; offset < 10_000; offset++) {
            file.write(source(rows.row(offset), offset));
        }

        assertThat(file.bytes()).isGreaterThan(empty + 10_000);
        assertThat(Files.size(file.finish(Map.of()))).isGreaterThan(10_000);
        assertThat(DuckDb.query(
                        "SELECT count(*), count(DISTINCT id) FROM '" + directory.resolve("grows.parquet") + "'"))
                .containsExactly("10000|10000");
    }

    @Test
    void findsABloomFilterOnTheColumnsThatAreToHaveOne() throws IOException {
        var options = new ParquetOptions(CompressionCodecName.ZSTD, 1 << 20, List.of("id"));
        var file = new RowFile(directory.resolve("bloom.parquet"), layout, options);
        for (int offset = 0; offset < 1_000; offset++) {
            file.write(source(rows.row(offset), offset));
        }
        Path path = file.finish(Map.of());

        assertThat(DuckDb.query("SELECT DISTINCT path_in_schema FROM parquet_metadata('" + path
                        + "') WHERE bloom_filter_offset IS NOT NULL"))
                .containsExactly("id");
    }

    @Test
    void passesOverColumnsThatCannotHaveABloomFilter() throws IOException {
        var options = new ParquetOptions(CompressionCodecName.ZSTD, 1 << 20, List.of("flag", "tags", "gone", "id"));
        var file = new RowFile(directory.resolve("bloom.parquet"), layout, options);
        file.write(source(rows.row(1), 1));

        assertThat(DuckDb.query("SELECT path_in_schema FROM parquet_metadata('" + file.finish(Map.of())
                        + "') WHERE bloom_filter_offset IS NOT NULL"))
                .containsExactly("id");
    }

    @Test
    void tellsReadersWhatTheyNeedNotRead() throws IOException {
        var options = new ParquetOptions(CompressionCodecName.ZSTD, 1 << 20, List.of("id"));
        var file = new RowFile(directory.resolve("skip.parquet"), layout, options);
        for (int offset = 0; offset < 50_000; offset++) {
            file.write(source(rows.row(offset), offset));
        }
        Path path = file.finish(Map.of());

        assertThat(DuckDb.query("SELECT count(*) > 0 FROM parquet_bloom_probe('" + path
                        + "', 'id', 'id-77') WHERE bloom_filter_excludes"))
                .containsExactly("true");
        assertThat(DuckDb.query("SELECT bool_or(NOT bloom_filter_excludes) FROM parquet_bloom_probe('" + path
                        + "', 'id', 'id-77')"))
                .containsExactly("true");
        assertThat(DuckDb.query("SELECT DISTINCT path_in_schema FROM parquet_metadata('" + path
                        + "') WHERE path_in_schema IN ('id', 'day', '_rows_offset', '_definition_version')"
                        + " AND dictionary_page_offset IS NOT NULL ORDER BY 1"))
                .containsExactly("_definition_version", "day");
        try (var reader = ParquetFileReader.open(new LocalInputFile(path))) {
            assertThat(reader.getFooter().getBlocks()).hasSizeGreaterThan(1);
            for (var column : reader.getFooter().getBlocks().get(0).getColumns()) {
                assertThat(column.getStatistics().isEmpty())
                        .as(column.getPath().toString())
                        .isFalse();
                assertThat(column.getOffsetIndexReference()).isNotNull();
                assertThat(column.getColumnIndexReference()).isNotNull();
            }
            var keys = reader.getFooter().getBlocks().get(0).getColumns().get(0);
            var filter = reader.readBloomFilter(keys);
            assertThat(filter.findHash(filter.hash(Binary.fromString("id-1")))).isTrue();
            assertThat(filter.getBitsetSize()).isLessThanOrEqualTo(256 * 1024);
        }
    }

    @Test
    void refusesARowThatIsCutShortOrTooLong() {
        byte[] row = rows.row(1);

        assertThatThrownBy(() -> layout.lineage(Arrays.copyOf(row, row.length - 1)))
                .isInstanceOf(UnreadableRowException.class)
                .hasMessage("Cannot read a row of " + (row.length - 1) + " bytes as things: EOFException");
        assertThatThrownBy(() -> layout.lineage(Arrays.copyOf(row, row.length + 1)))
                .isInstanceOf(UnreadableRowException.class);
        assertThatThrownBy(() -> SingleObject.fingerprint(null)).hasMessageContaining("its value is null");
        assertThatThrownBy(() -> SingleObject.fingerprint(new byte[9]))
                .hasMessageContaining("not in Avro's single-object encoding");
    }

    private Path write(CompressionCodecName codec, byte[] row) throws IOException {
        var file = new RowFile(directory.resolve(codec + ".parquet"), layout, options(codec));
        file.write(source(row, 1000));
        return file.finish(Map.of("sluice.topic", "things.rows"));
    }

    private SourceRow source(byte[] row, long offset) {
        return new SourceRow(row, 2, offset, APPENDED, layout.lineage(row));
    }

    private static ParquetOptions options(CompressionCodecName codec) {
        return new ParquetOptions(codec, 1 << 20, List.of());
    }

    private static List<String> codecs(Path file) {
        return DuckDb.query("SELECT DISTINCT compression FROM parquet_metadata('" + file + "')");
    }
}
