package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.broker.FreePort;
import dev.sluice.demo.broker.LocalBroker;
import dev.sluice.demo.produce.Topics;
import dev.sluice.demo.proof.CommittedRecords;
import dev.sluice.record.commandline.CommandRunner;
import dev.sluice.service.command.DlqCommand;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dlq command against a real broker and the service as a process. */
@Timeout(240)
class DeadLetterQueueIT {

    private static final int MESSAGES = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private LocalBroker broker;
    private Path definition;

    @BeforeEach
    void startBroker() throws Exception {
        broker = LocalBroker.start(directory.resolve("broker"));
        definition = Files.copy(Books.definitionFile(), directory.resolve("books.yaml"));
        Topics.create(broker.bootstrap(), "books.xml", 2);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void sendsRejectedRecordsAgainOnceTheDefinitionIsRepaired() throws Exception {
        send();
        try (ServiceProcess before = start()) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> read("books.dead-letter").size() == MESSAGES);
            before.stop();
            before.exitCode();
        }
        assertThat(rowIds()).hasSize(MESSAGES);

        assertThat(dlq("list", "--summary", "--json"))
                .isEqualTo("{\"reason\":\"invalid-record\",\"column\":\"price\",\"path\":\"price\",\"rule\":\"min\","
                        + "\"letters\":1000}");
        assertThat(dlq("list", "--column", "title")).doesNotContain("invalid-record");
        assertThat(dlq("list", "--limit", "3").lines()).hasSize(5);
        assertThat(dlq("show", "0@0")).contains("<-- price: min, expected").contains("records     1");
        Path export = directory.resolve("letters");
        assertThat(dlq("export", "--to", export.toString())).isEqualTo("Wrote 1000 letters to " + export);
        assertThat(export.resolve("0-0.xml")).content().startsWith("<library><book>");

        Files.writeString(definition, Files.readString(definition).replace(", min: 0", ""));
        assertThat(redrive()).containsEntry("sent", 1000L).containsEntry("matching", 1000L);
        assertThat(redrive("--execute", "--limit", "300")).containsEntry("sent", 300L);
        killInTheMiddle();
        redrive("--execute");
        assertThat(read("books.xml")).hasSize(2 * MESSAGES);
        assertThat(redrive("--execute")).containsEntry("sent", 0L).containsEntry("sent_before", 1000L);

        try (ServiceProcess after = start()) {
            await().atMost(PATIENCE).until(() -> read("books.rows").size() == 2 * MESSAGES);
            after.stop();
            after.exitCode();
        }
        assertThat(rowIds()).doesNotHaveDuplicates().hasSize(2 * MESSAGES);
        assertThat(new HashSet<>(rowIds())).isEqualTo(expectedIds());
        assertThat(read("books.dead-letter")).hasSize(MESSAGES);
    }

    private void killInTheMiddle() throws Exception {
        try (ServiceProcess redrive = ServiceProcess.start(
                directory.resolve("redrive.log"),
                "dlq",
                "redrive",
                "--definition",
                definition.toString(),
                "--bootstrap",
                broker.bootstrap(),
                "--rate",
                "100",
                "--execute")) {
            await().atMost(PATIENCE).until(() -> read("books.xml").size() > MESSAGES + 300);
            redrive.kill();
        }
        assertThat(read("books.xml")).hasSizeLessThan(2 * MESSAGES);
    }

    private void send() {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(clients(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < MESSAGES; i++) {
                byte[] message = Books.library(List.of(Books.book("good-" + i), Books.book("bad-" + i, "-1.00")));
                producer.send(new ProducerRecord<>("books.xml", message));
            }
        }
    }

    private static Set<String> expectedIds() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < MESSAGES; i++) {
            ids.add("good-" + i);
            ids.add("bad-" + i);
        }
        return ids;
    }

    private Map<String, Long> redrive(String... options) {
        List<String> all = new ArrayList<>(List.of("redrive", "--json"));
        all.addAll(List.of(options));
        JsonNode result = new JsonMapper().readTree(dlq(all.toArray(String[]::new)));
        Map<String, Long> numbers = new HashMap<>();
        result.properties().stream()
                .filter(property -> property.getValue().isNumber())
                .forEach(property ->
                        numbers.put(property.getKey(), property.getValue().longValue()));
        return numbers;
    }

    /** What the command writes to standard output. */
    private String dlq(String... arguments) {
        var out = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of("dlq"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--definition", definition.toString(), "--bootstrap", broker.bootstrap()));
        CommandRunner.run(
                CommandSpec.create().addSubcommand("dlq", DlqCommand.with(out)), "sluice", all.toArray(String[]::new));
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    private ServiceProcess start() throws Exception {
        return ServiceProcess.start(
                directory.resolve("service.log"),
                "run",
                "--port",
                Integer.toString(FreePort.find()),
                "--definition",
                definition.toString(),
                "--bootstrap",
                broker.bootstrap(),
                "--raw",
                directory.resolve("raw").toString(),
                "--state-dir",
                directory.resolve("state").toString(),
                "--set",
                "sluice.breaker.enabled=false");
    }

    private List<String> rowIds() {
        return read("books.rows").stream()
                .map(row -> new String(row.key(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        CommittedRecords.read(broker.bootstrap(), topic, records::add);
        return records;
    }

    private Map<String, Object> clients() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }
}
