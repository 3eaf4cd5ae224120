package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.broker.FreePort;
import dev.sluice.demo.broker.LocalBroker;
import dev.sluice.demo.produce.Topics;
import dev.sluice.demo.proof.CommittedRecords;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A flood of rubbish against the service as a process and a real broker. */
@Timeout(180)
class FloodIT {

    private static final int FLOOD = 6000;
    private static final int GOOD = 6000;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path directory;

    private LocalBroker broker;
    private int port;

    @BeforeEach
    void startBroker() throws Exception {
        broker = LocalBroker.start(directory.resolve("broker"));
        port = FreePort.find();
        Topics.create(broker.bootstrap(), "books.xml", 2);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void isHeldBackDrainsAndEndsByItself() throws Exception {
        send(FLOOD, i -> "<library>".getBytes(StandardCharsets.UTF_8));
        try (ServiceProcess service = ServiceProcess.books(
                directory,
                broker.bootstrap(),
                port,
                "--set",
                "sluice.breaker.min-records=500",
                "--set",
                "sluice.breaker.open-for=300ms",
                "--set",
                "sluice.breaker.probe-records=500")) {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> metric("sluice_input_breaker_opened_total") == 1);
            assertThat(metric("sluice_messages_total", "outcome=\"malformed\"")).isLessThan(FLOOD);

            send(GOOD, i -> Books.message("good-" + i, "better-" + i));

            await().atMost(PATIENCE).until(() -> metric("sluice_rows_total") == 2 * GOOD);
            assertThat(metric("sluice_dead_letters_total", "reason=\"truncated\""))
                    .isEqualTo(FLOOD);
            await().atMost(PATIENCE).until(() -> metric("sluice_input_breaker_state", "state=\"closed\"") == 1);
            assertThat(ServiceProcess.get(port, "/actuator/health"))
                    .contains("\"inputBreaker\":{\"details\":{\"state\":\"closed\"},\"status\":\"UP\"}");
            await().atMost(PATIENCE).until(() -> count("books.rows") == 2 * GOOD);
            assertThat(count("books.dead-letter")).isEqualTo(FLOOD);
            assertThat(service.output())
                    .contains("Holding the input back: too many records are rejected")
                    .contains("Taking all input again: its records are good");
        }
    }

    private int count(String topic) {
        var count = new AtomicInteger();
        CommittedRecords.read(broker.bootstrap(), topic, record -> count.incrementAndGet());
        return count.get();
    }

    private void send(int messages, IntFunction<byte[]> message) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(clients(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < messages; i++) {
                producer.send(new ProducerRecord<>("books.xml", message.apply(i)));
            }
        }
    }

    private double metric(String name) throws Exception {
        return metric(name, "");
    }

    private double metric(String name, String label) throws Exception {
        Matcher line = Pattern.compile("^" + name + "\\{.*" + label + ".*} (\\S+)$", Pattern.MULTILINE)
                .matcher(ServiceProcess.get(port, "/actuator/prometheus"));
        assertThat(line.find()).as(name).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private Map<String, Object> clients() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }
}
