package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.demo.produce.Topics;
import dev.sluice.record.avro.RowSchema;
import dev.sluice.record.definition.DefinitionReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Columns of every type, in the three schemas that one definition has: Avro in the rows topic, Parquet in the files,
 * Spark in the batch. The service writes what the batch reads, and DuckDB says what is in the files of both.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaAgreementIT {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    /** Those that every row has, in the order of the files. */
    private static final Map<String, String> LINEAGE = new LinkedHashMap<>();

    /** Lineage that Avro and Parquet know to be there always. Spark is told nothing of it, as of no column. */
    private static final List<String> NULLABLE_LINEAGE = List.of("_arrival_delay_seconds", "_rescued_data");

    private static final List<String> OF_THE_SINK = List.of("_rows_partition", "_rows_offset", "_ingest_time");

    static {
        LINEAGE.put("_kafka_partition", "int");
        LINEAGE.put("_kafka_offset", "long");
        LINEAGE.put("_kafka_timestamp", "timestamp");
        LINEAGE.put("_record_index", "int");
        LINEAGE.put("_rows_partition", "int");
        LINEAGE.put("_rows_offset", "long");
        LINEAGE.put("_ingest_time", "timestamp");
        LINEAGE.put("_ingest_epoch", "int");
        LINEAGE.put("_definition_version", "string");
        LINEAGE.put("_is_late_arriving", "boolean");
        LINEAGE.put("_arrival_delay_seconds", "long");
        LINEAGE.put("_quality_flags", "list<string>");
        LINEAGE.put("_rescued_data", "string");
    }

    private final Map<String, EveryType> scalars = new LinkedHashMap<>();
    private final Map<String, EveryType> lists = new LinkedHashMap<>();

    @TempDir
    private static Path folder;

    private Path definition;
    private ParquetFiles rawFiles;
    private ParquetFiles processedFiles;

    @BeforeAll
    void sendRowsThroughThePipeline() throws Exception {
        for (EveryType type : EveryType.all()) {
            String name = type.label().replaceAll("\\W+", "_").replaceAll("_$", "");
            scalars.put(name, type);
            lists.put(name + "_list", type);
        }
        definition = Files.writeString(folder.resolve("definition.yaml"), yaml());
        try (var service = new RunningService(folder, definition, "everything")) {
            Topics.create(service.bootstrap(), "everything.xml", 1);
            try (var producer = new KafkaProducer<>(
                    Map.<String, Object>of("bootstrap.servers", service.bootstrap()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                producer.send(new ProducerRecord<>("everything.xml", message().getBytes(StandardCharsets.UTF_8)))
                        .get();
            }
            service.start();
            service.awaitDrained();
            Path zone = folder.resolve("processed");
            var batch = Sluice.run(
                    folder, "process", "--definition", definition, "--raw", service.raw(), "--processed", zone);
            assertThat(batch.code()).as(batch.err()).isZero();
            rawFiles = ParquetFiles.under(service.raw().resolve("everything"));
            processedFiles = ParquetFiles.under(zone.resolve("everything"));
        }
    }

    @Test
    void avroHasEachColumnOnce() throws Exception {
        List<String> expected = new ArrayList<>();
        expected.add("record_id [\"null\",\"string\"]");
        expected.add("day [\"null\"," + EveryType.of("date").avro() + "]");
        scalars.forEach((name, type) -> expected.add(name + " [\"null\"," + type.avro() + "]"));
        lists.forEach(
                (name, type) -> expected.add(name + " [\"null\"," + array("[\"null\"," + type.avro() + "]") + "]"));
        LINEAGE.forEach((name, label) -> {
            String type = label.startsWith("list")
                    ? array("\"string\"")
                    : EveryType.of(label).avro();
            if (!OF_THE_SINK.contains(name)) {
                expected.add(name + " " + (NULLABLE_LINEAGE.contains(name) ? "[\"null\"," + type + "]" : type));
            }
        });
        expected.add("_source_hour \"int\"");

        Schema avro = RowSchema.of(DefinitionReader.read(definition));

        assertThat(avro.getFields().stream().map(field -> field.name() + " " + field.schema()))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void parquetHasTheSameColumnsInTheSameOrder() throws Exception {
        List<String> expected = new ArrayList<>();
        expected.add("record_id|BYTE_ARRAY|OPTIONAL|StringType()");
        expected.add("day|INT32|OPTIONAL|DateType()");
        scalars.forEach((name, type) -> expected.add(leaf(name, "OPTIONAL", type)));
        lists.forEach((name, type) -> expected.addAll(list(name, "OPTIONAL", type, "OPTIONAL")));
        LINEAGE.forEach((name, label) -> {
            if (label.startsWith("list")) {
                expected.addAll(list(name, "REQUIRED", EveryType.of("string"), "REQUIRED"));
            } else {
                String repetition = NULLABLE_LINEAGE.contains(name) ? "OPTIONAL" : "REQUIRED";
                expected.add(leaf(name, repetition, EveryType.of(label)));
            }
        });

        for (String file : rawFiles.names()) {
            assertThat(ParquetFiles.query(
                            "SELECT name, type, repetition_type, logical_type FROM parquet_schema(" + file + ")"))
                    .startsWith("everything|null|null|null")
                    .endsWith(expected.toArray(String[]::new))
                    .hasSize(expected.size() + 1);
        }
    }

    /** Spark keeps the schema it was given in the footers of what it writes; the date is in the folder's name. */
    @Test
    void sparkHasTheSameColumnsInTheSameOrder() throws Exception {
        List<String> expected = new ArrayList<>();
        expected.add("record_id \"string\" true");
        scalars.forEach((name, type) -> expected.add(name + " \"" + type.spark() + "\" true"));
        lists.forEach((name, type) -> expected.add(name + " " + sparkArray(type) + " true"));
        LINEAGE.forEach((name, label) -> {
            String type = label.startsWith("list")
                    ? sparkArray(EveryType.of("string"))
                    : "\"" + EveryType.of(label).spark() + "\"";
            expected.add(name + " " + type + " true");
        });

        for (String file : processedFiles.names()) {
            JsonNode spark = MAPPER.readTree(ParquetFiles.query("SELECT decode(value) FROM parquet_kv_metadata(" + file
                            + ") WHERE decode(key) = 'org.apache.spark.sql.parquet.row.metadata'")
                    .get(0));
            List<String> fields = new ArrayList<>();
            for (JsonNode field : spark.path("fields")) {
                fields.add(field.path("name").asText() + " " + field.path("type") + " " + field.path("nullable"));
            }
            assertThat(fields).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void duckDbSeesTheTypesInTheFilesOfBoth() throws Exception {
        List<String> expected = new ArrayList<>();
        expected.add("record_id|VARCHAR");
        scalars.forEach((name, type) -> expected.add(name + "|" + type.duckDb()));
        lists.forEach((name, type) -> expected.add(name + "|" + type.duckDb() + "[]"));
        LINEAGE.forEach((name, label) -> expected.add(name + "|"
                + (label.startsWith("list") ? "VARCHAR[]" : EveryType.of(label).duckDb())));

        for (ParquetFiles files : List.of(rawFiles, processedFiles)) {
            assertThat(ParquetFiles.query("SELECT column_name, column_type FROM (DESCRIBE " + files.rows("day") + ")"))
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void valuesAreTheSameInTheFilesOfBoth() throws Exception {
        List<String> columns = new ArrayList<>();
        scalars.keySet().forEach(name -> columns.add("CAST(\"" + name + "\" AS VARCHAR)"));
        lists.keySet()
                .forEach(name -> columns.add("array_to_string(list_transform(\"" + name
                        + "\", lambda v: coalesce(CAST(v AS VARCHAR), 'NULL')), ', ')"));
        List<EveryType> types = List.copyOf(scalars.values());
        List<String> expected = List.of(
                row(types, EveryType::lowRead, type -> type.lowRead() + ", NULL, " + type.highRead()),
                row(types, EveryType::highRead, EveryType::highRead),
                row(types, type -> "null", type -> "null"));

        for (ParquetFiles files : List.of(rawFiles, processedFiles)) {
            assertThat(ParquetFiles.query("SELECT " + String.join(", ", columns) + " FROM (" + files.rows("day")
                            + ") ORDER BY record_id"))
                    .containsExactlyElementsOf(expected);
        }
        assertThat(ParquetFiles.query(rawFiles.rows("day") + " EXCEPT ALL " + processedFiles.rows("day")))
                .isEmpty();
        assertThat(ParquetFiles.query(processedFiles.rows("day") + " EXCEPT ALL " + rawFiles.rows("day")))
                .isEmpty();
    }

    private String yaml() {
        StringBuilder yaml = new StringBuilder("""
                dataset: everything
                record: /all/record
                key: [record_id]
                partition-by: day
                columns:
                  - {name: record_id, path: "@id", type: string, required: true}
                  - {name: day, path: "@day", type: date, required: true}
                """);
        scalars.forEach((name, type) -> yaml.append(column(name, type, type.label())));
        lists.forEach((name, type) -> yaml.append(column(name, type, "list<" + type.label() + ">")));
        return yaml.toString();
    }

    private static String column(String name, EveryType type, String label) {
        return "  - {name: " + name + ", path: " + name + "/" + element(type) + ", type: \"" + label + "\"}\n";
    }

    /** A low and a high value of each type, and a record without any. */
    private String message() {
        StringBuilder low = new StringBuilder();
        StringBuilder high = new StringBuilder();
        scalars.forEach((name, type) -> {
            low.append(element(name, value(type, type.low())));
            high.append(element(name, value(type, type.high())));
        });
        lists.forEach((name, type) -> {
            String nil = "<" + element(type) + " xmlns:xsi=\"" + XSI + "\" xsi:nil=\"true\"/>";
            low.append(element(name, value(type, type.low()) + nil + value(type, type.high())));
            high.append(element(name, value(type, type.high())));
        });
        return "<all><record id=\"1\" day=\"2026-01-31\">" + low
                + "</record><record id=\"2\" day=\"2026-01-31\">" + high
                + "</record><record id=\"3\" day=\"2026-01-31\"/></all>";
    }

    private static String value(EveryType type, String text) {
        return element(element(type), text);
    }

    private static String element(EveryType type) {
        return type.label().equals("xml") ? "xml" : "v";
    }

    private static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }

    private static String row(
            List<EveryType> types, Function<EveryType, String> scalar, Function<EveryType, String> list) {
        return String.join(
                "|",
                Stream.concat(types.stream().map(scalar), types.stream().map(list))
                        .toList());
    }

    private static String array(String items) {
        return "{\"type\":\"array\",\"items\":" + items + "}";
    }

    private static String sparkArray(EveryType type) {
        return "{\"type\":\"array\",\"elementType\":\"" + type.spark() + "\",\"containsNull\":true}";
    }

    private static String leaf(String name, String repetition, EveryType type) {
        return name + "|" + type.physical() + "|" + repetition + "|" + type.logical();
    }

    private static List<String> list(String name, String repetition, EveryType element, String ofElement) {
        return List.of(
                name + "|null|" + repetition + "|ListType()",
                "list|null|REPEATED|null",
                leaf("element", ofElement, element));
    }
}
