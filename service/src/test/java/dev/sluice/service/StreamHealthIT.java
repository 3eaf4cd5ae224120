package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.broker.FreePort;
import dev.sluice.demo.broker.LocalBroker;
import dev.sluice.demo.produce.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Whoever watches the service can tell an instance that restores its state from one that is dead. */
@Timeout(300)
class StreamHealthIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int KEYS = 4000;
    private static final double SLOW = 20_000; // bytes a second, far less than the state of so many keys

    @TempDir
    private Path directory;

    private LocalBroker broker;
    private int port;

    @BeforeEach
    void startBroker() throws Exception {
        broker = LocalBroker.start(directory.resolve("broker"));
        port = FreePort.find();
        Topics.create(broker.bootstrap(), "books.xml", 1);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void isAliveButNotReadyWhileItRestores() throws Exception {
        try (ServiceProcess service = ServiceProcess.books(directory, broker.bootstrap(), port, settings())) {
            send();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(
                            () -> assertThat(AuditSums.read(broker.bootstrap())).containsEntry("rows", (long) KEYS));
            service.kill();
        }
        FileSystemUtils.deleteRecursively(directory.resolve("state"));

        limitConsumersTo(SLOW);
        try (ServiceProcess service = ServiceProcess.books(directory, broker.bootstrap(), port, settings())) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> health("stream")
                            .containsPattern(
                                    "\"restoring\":[1-9].*\"remaining\":[1-9].*\"status\":\"OUT_OF_SERVICE\""));
            assertThat(ServiceProcess.status(port, "/actuator/health/readiness"))
                    .isEqualTo(503);
            assertThat(ServiceProcess.status(port, "/actuator/health/liveness")).isEqualTo(200);

            limitConsumersTo(null);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ServiceProcess.status(port, "/actuator/health/readiness"))
                            .isEqualTo(200));
            assertThat(service.output()).containsPattern("Restored store=sightings .*records=[1-9]");
        }
    }

    @Test
    void asksForARestartWhileOneOfItsThreadsHangs() throws Exception {
        int debugPort = FreePort.find();
        try (ServiceProcess service =
                ServiceProcess.booksUnderDebugger(debugPort, directory, broker.bootstrap(), port, settings())) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() -> health("stream").contains("\"status\":\"UP\""));
            health("streamAlive").contains("\"status\":\"UP\"");

            try (SuspendedThread hanging = SuspendedThread.in(debugPort, Pattern.compile("sluice-.*-StreamThread-1"))) {
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () -> health("streamAlive").contains("\"silentForSeconds\":", "\"status\":\"DOWN\""));
                assertThat(ServiceProcess.status(port, "/actuator/health/liveness"))
                        .isEqualTo(503);
                assertThat(service.isAlive()).isTrue();
            }
            await().atMost(PATIENCE).untilAsserted(() -> health("streamAlive").contains("\"status\":\"UP\""));
        }
    }

    /** What the service says of one of its parts. */
    private AbstractStringAssert<?> health(String part) throws Exception {
        String all = ServiceProcess.get(port, "/actuator/health");
        var found = Pattern.compile("\"" + part + "\":\\{\"details\":\\{[^}]*},\"status\":\"\\w+\"")
                .matcher(all);
        assertThat(found.find()).as(all).isTrue();
        return assertThat(found.group());
    }

    private static String[] settings() {
        return Stream.of(
                        "sluice.rows.partitions=1",
                        "sluice.liveness.patience=5s",
                        // So that what is read back comes in many small pieces.
                        "sluice.kafka.restore.consumer.max.partition.fetch.bytes=10000",
                        "sluice.kafka.producer.batch.size=10000",
                        // The next process takes the place of the last one at once.
                        "sluice.kafka.group.instance.id=one")
                .flatMap(setting -> Stream.of("--set", setting))
                .toArray(String[]::new);
    }

    /** Each of them, by the broker. */
    private void limitConsumersTo(Double bytesASecond) throws Exception {
        var everyClient = new ClientQuotaEntity(Collections.singletonMap(ClientQuotaEntity.CLIENT_ID, null));
        try (Admin admin = Admin.create(clients())) {
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                            everyClient, List.of(new ClientQuotaAlteration.Op("consumer_byte_rate", bytesASecond)))))
                    .all()
                    .get();
        }
    }

    /** Keys that no compression makes small. */
    private void send() {
        Random random = new Random(5);
        KeyedBooks.send(
                broker.bootstrap(),
                Stream.generate(() -> Arrays.toString(random.longs(20).toArray()))
                        .limit(KEYS)
                        .toList());
    }

    private Map<String, Object> clients() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }
}
