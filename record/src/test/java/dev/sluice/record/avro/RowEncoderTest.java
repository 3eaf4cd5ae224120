package dev.sluice.record.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.decode.Row;
import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.RecordDefinition;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;

/** Avro's own reader says what was written. */
class RowEncoderTest {

    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
    private static final String TYPES = """
            dataset: all-types
            record: /r
            key: [k]
            event-time: t_timestamp
            late-after: 1h
            future-tolerance: 2h
            partition-by: k
            columns:
              - {name: k, path: k, type: date, required: true}
              - {name: t_string, path: a, type: string}
              - {name: t_boolean, path: a, type: boolean}
              - {name: t_int, path: a, type: int}
              - {name: t_long, path: a, type: long}
              - {name: t_float, path: a, type: float}
              - {name: t_double, path: a, type: double}
              - {name: t_small, path: a, type: "decimal(9,3)"}
              - {name: t_decimal, path: a, type: "decimal(18,2)"}
              - {name: t_large, path: a, type: "decimal(38,10)"}
              - {name: t_time, path: a, type: time}
              - {name: t_timestamp, path: a, type: timestamp}
              - {name: t_binary, path: a, type: binary}
              - {name: t_xml, path: a, type: xml}
              - {name: t_list, path: a, type: list<int>}
              - {name: t_texts, path: a, type: list<string>}
            """;
    private static final Lineage LINEAGE = new Lineage(3, 1L << 40, 1_769_850_900_123L, 491_625, 2);

    private final RecordDefinition definition = parse(TYPES);
    private final Schema schema = RowSchema.of(definition);
    private final RowEncoder encoder = new RowEncoder(definition);

    @Test
    void writesWhatAvroReadsForRandomRows() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < 2_000; i++) {
            Row row = new Row(i, values(random), List.of("a:min", "b:é"), i % 2 == 0 ? null : "[]");

            GenericRecord read = read(encoder.encode(row, LINEAGE));

            for (Column column : definition.columns()) {
                assertThat(comparable(read.get(column.name())))
                        .as("seed %d, column %s", SEED, column.name())
                        .isEqualTo(comparable(row.value(column.index())));
            }
            assertThat(read.get(LineageColumns.RECORD_INDEX)).isEqualTo(i);
            assertThat(comparable(read.get(LineageColumns.RESCUED_DATA))).isEqualTo(row.rescued());
        }
    }

    @Test
    void writesTheLineage() throws Exception {
        GenericRecord read = read(encoder.encode(new Row(5, new Object[16], List.of("x:one-of"), null), LINEAGE));

        assertThat(read.get(LineageColumns.KAFKA_PARTITION)).isEqualTo(3);
        assertThat(read.get(LineageColumns.KAFKA_OFFSET)).isEqualTo(1L << 40);
        assertThat(read.get(LineageColumns.KAFKA_TIMESTAMP)).isEqualTo(Instant.ofEpochMilli(1_769_850_900_123L));
        assertThat(read.get(LineageColumns.RECORD_INDEX)).isEqualTo(5);
        assertThat(read.get(LineageColumns.INGEST_EPOCH)).isEqualTo(2);
        assertThat(read.get(LineageColumns.DEFINITION_VERSION)).hasToString(definition.version());
        assertThat(read.get(LineageColumns.QUALITY_FLAGS)).hasToString("[x:one-of]");
        assertThat(read.get(LineageColumns.SOURCE_HOUR)).isEqualTo(491_625);
        assertThat(read.get(LineageColumns.IS_LATE_ARRIVING)).isEqualTo(false);
        assertThat(read.get(LineageColumns.ARRIVAL_DELAY_SECONDS)).isNull();
    }

    @Test
    void isLateOnlyPastTheAllowance() throws Exception {
        assertThat(delay("2026-01-31T08:15:00.123Z")).containsExactly(false, 3600L);
        assertThat(delay("2026-01-31T08:15:00.122Z")).containsExactly(true, 3600L);
        assertThat(delay("2026-01-31T09:15:00.124Z")).containsExactly(false, -1L);
    }

    @Test
    void flagsARowFromTheFuture() throws Exception {
        assertThat(flags("2026-01-31T11:15:00.123Z")).isEqualTo("[x:min]");
        assertThat(flags("2026-01-31T11:15:00.124Z")).isEqualTo("[x:min, t_timestamp:future]");
        assertThat(flags("9999-12-31T23:59:59Z")).isEqualTo("[x:min, t_timestamp:future]");
    }

    @Test
    void givesDefinitionsThatDifferOnlyInLogicalTypesOtherFingerprints() {
        RecordDefinition rescaled = parse(TYPES.replace("decimal(9,3)", "decimal(9,2)"));
        RecordDefinition renamed = parse(TYPES.replace("path: a", "path: b"));

        assertThat(RowSchema.fingerprint(RowSchema.of(rescaled))).isNotEqualTo(RowSchema.fingerprint(schema));
        assertThat(RowSchema.fingerprint(RowSchema.of(renamed))).isEqualTo(RowSchema.fingerprint(schema));
    }

    @Test
    void makesEveryDataColumnNullable() {
        assertThat(schema.getName()).isEqualTo("all_types");
        assertThat(schema.getFields().subList(0, 16))
                .allMatch(field -> field.schema().isNullable());
    }

    @Test
    void buildsKeysThatTellEqualTextsInDifferentColumnsApart() {
        RecordDefinition twoKeys = parse(TYPES.replace("key: [k]", "key: [t_string, t_decimal]"));
        Object[] values = new Object[16];
        values[1] = "é";
        values[8] = new BigDecimal("1.50");

        assertThat(new RecordKey(twoKeys).of(new Row(0, values, List.of(), null)))
                .isEqualTo("é\u001F1.50".getBytes(UTF_8));
    }

    private List<Object> delay(String eventTime) throws Exception {
        Object[] values = new Object[16];
        values[11] = Instant.parse(eventTime);
        GenericRecord read = read(encoder.encode(new Row(0, values, List.of(), null), LINEAGE));
        return List.of(read.get(LineageColumns.IS_LATE_ARRIVING), read.get(LineageColumns.ARRIVAL_DELAY_SECONDS));
    }

    private String flags(String eventTime) throws Exception {
        Object[] values = new Object[16];
        values[11] = Instant.parse(eventTime);
        return read(encoder.encode(new Row(0, values, List.of("x:min"), null), LINEAGE))
                .get(LineageColumns.QUALITY_FLAGS)
                .toString();
    }

    private GenericRecord read(byte[] encoded) throws Exception {
        GenericData data = new GenericData();
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        data.addLogicalTypeConversion(new TimeConversions.DateConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        return new BinaryMessageDecoder<GenericRecord>(data, schema).decode(encoded);
    }

    private static Object[] values(Random random) {
        return new Object[] {
            LocalDate.ofEpochDay(random.nextInt(2_000_000) - 700_000),
            text(random),
            maybe(random, random.nextBoolean()),
            maybe(random, random.nextInt() >> random.nextInt(32)),
            maybe(random, random.nextLong() >> random.nextInt(64)),
            maybe(random, Float.intBitsToFloat(random.nextInt())),
            maybe(random, random.nextBoolean() ? Double.NEGATIVE_INFINITY : random.nextGaussian()),
            maybe(random, new BigDecimal(new BigInteger(29, random), 3)),
            maybe(random, BigDecimal.valueOf(random.nextLong() >> 5 + random.nextInt(58), 2)),
            maybe(random, new BigDecimal(new BigInteger(120, random).subtract(BigInteger.ONE.shiftLeft(119)), 10)),
            maybe(random, LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000L) * 1_000)),
            maybe(random, Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000)),
            maybe(random, text(random).getBytes(UTF_8)),
            text(random),
            maybe(random, list(random)),
            List.of(text(random), text(random))
        };
    }

    private static Object maybe(Random random, Object value) {
        return random.nextInt(5) == 0 ? null : value;
    }

    private static List<Object> list(Random random) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(maybe(random, random.nextInt()));
        }
        return list;
    }

    /** All planes, and the lengths around which the size of the length prefix changes. */
    private static String text(Random random) {
        int length = random.nextBoolean() ? random.nextInt(10) : 60 + random.nextInt(8);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int[] limits = {0x80, 0x800, 0xD800, 0x110000};
            int codePoint = random.nextInt(limits[random.nextInt(4)]);
            text.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? 'x' : codePoint);
        }
        return text.toString();
    }

    private static Object comparable(Object value) {
        if (value instanceof Utf8 || value instanceof List<?>) {
            return value.toString();
        }
        if (value instanceof ByteBuffer buffer) {
            return comparable(Arrays.copyOfRange(buffer.array(), buffer.position(), buffer.limit()));
        }
        return value instanceof byte[] bytes ? Arrays.toString(bytes) : value;
    }

    private static RecordDefinition parse(String yaml) {
        try {
            return DefinitionReader.parse(yaml, "types.yaml");
        } catch (dev.sluice.record.definition.InvalidDefinitionException invalid) {
            throw new AssertionError(invalid);
        }
    }
}
