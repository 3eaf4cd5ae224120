package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.broker.FreePort;
import dev.sluice.demo.broker.LocalBroker;
import dev.sluice.demo.produce.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service that loses something at each step, each in an hour of its own; the verify command must name it. */
@Timeout(420)
class PlantedLossIT {

    private static final Duration PATIENCE = Duration.ofSeconds(300);
    private static final Instant FIRST_HOUR =
            Instant.now().truncatedTo(ChronoUnit.HOURS).minus(5, ChronoUnit.HOURS);

    @TempDir
    private Path directory;

    private LocalBroker broker;
    private VerifyRun run;

    @Test
    void namesWhatWasLostAtEachStep() throws Exception {
        try (LocalBroker started = LocalBroker.start(directory.resolve("broker"))) {
            broker = started;
            run = new VerifyRun(broker.bootstrap(), directory.resolve("raw"));
            Topics.create(broker.bootstrap(), "books.xml", 1);
            Topics.create(broker.bootstrap(), Saboteur.LOST, 1);
            send(0, Books.message("a-1", "a-2"), Books.message("b-1", Saboteur.MESSAGE), Books.message("c-1", "a-1"));
            send(
                    1,
                    "<library>".getBytes(StandardCharsets.UTF_8),
                    (Saboteur.LETTER + " <").getBytes(StandardCharsets.UTF_8));
            send(2, Books.message("d-1", "e-1", Saboteur.REKEYED), Books.message("d-1"));
            send(3, Books.message(Saboteur.ROW + 1, "f-1", Saboteur.ROW + 2, "f-1"));
            send(4, Books.message("g-1"));
            try (ServiceProcess service = sabotaged()) {
                await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
                    if (!service.isAlive()) {
                        throw new AssertionError(service.output());
                    }
                    return run.verify() != 0
                            && run.text().contains("\"differences\":4")
                            && run.text().contains("\"open\":0");
                });
            }

            assertThat(run.verify("--explain")).isEqualTo(1);

            assertThat(hour(0)).contains("\"from\":0,\"covered\":3").contains("3 messages at 0@0 to 2, but 2 were");
            assertThat(losses(0)).containsExactly(loss(0, 1, "accepted, without a row in RAW", "0,1"));
            assertThat(hour(1)).contains("\"from\":3").contains("2 dead letters were written, but their topic has 1");
            assertThat(losses(1)).containsExactly(loss(1, 4, "rejected (not-xml), without a dead letter", ""));
            assertThat(hour(2)).contains("4 records, but 0 rejected + 2 rows + 1 duplicates = 3");
            assertThat(losses(2)).containsExactly(loss(2, 5, "accepted, without a row in RAW", "2"));
            assertThat(hour(3)).contains("3 rows, but RAW has 1");
            assertThat(losses(3)).containsExactly(loss(3, 7, "accepted, without a row in RAW", "0,2"));
            assertThat(hour(4)).contains("\"state\":\"balanced\"");
        }
    }

    private ServiceProcess sabotaged() throws Exception {
        Path hook = directory.resolve("hook/dev/sluice/service/Saboteur.class");
        Files.createDirectories(hook.getParent());
        try (var in = Saboteur.class.getResourceAsStream("Saboteur.class")) {
            Files.copy(in, hook);
        }
        return ServiceProcess.booksWith(
                directory.resolve("hook"),
                directory,
                broker.bootstrap(),
                FreePort.find(),
                "--set",
                "sluice.kafka.interceptor.classes=" + Saboteur.class.getName(),
                "--set",
                "sluice.raw.roll.idle=1s");
    }

    private static String loss(int hour, long offset, String what, String records) {
        return "{\"type\":\"loss\",\"epoch\":0,\"partition\":0,\"hour\":\"" + name(hour) + "\",\"offset\":" + offset
                + ",\"what\":\"" + what + "\",\"records\":[" + records + "]}";
    }

    private static String name(int hour) {
        return FIRST_HOUR.plus(hour, ChronoUnit.HOURS).toString().substring(0, 13);
    }

    private String hour(int hour) {
        return lines("hour", hour).get(0);
    }

    private List<String> losses(int hour) {
        return lines("loss", hour);
    }

    private List<String> lines(String type, int hour) {
        return run.text()
                .lines()
                .filter(line -> line.startsWith("{\"type\":\"" + type + "\""))
                .filter(line -> line.contains("\"hour\":\"" + name(hour) + "\""))
                .toList();
    }

    private void send(int hour, byte[]... messages) {
        long time = FIRST_HOUR.plus(hour, ChronoUnit.HOURS).toEpochMilli();
        try (var producer = new KafkaProducer<>(clients(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (byte[] message : messages) {
                producer.send(new ProducerRecord<>("books.xml", 0, time, null, message));
            }
        }
    }

    private Map<String, Object> clients() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }
}
