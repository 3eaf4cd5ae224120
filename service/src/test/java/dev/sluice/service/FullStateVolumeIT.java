package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.broker.FreePort;
import dev.sluice.demo.broker.LocalBroker;
import dev.sluice.demo.produce.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The volume under the dedup store runs full: the stream is held, says so, and goes on by itself without any loss. */
@Timeout(300)
class FullStateVolumeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int KEYS = 2000;
    private static final int VOLUME_MB = 64;

    @TempDir
    private Path directory;

    private int port;

    @Test
    void holdsTheStreamUntilThereIsRoomAlsoAcrossAKill() throws Exception {
        port = FreePort.find();
        try (SmallVolume volume = SmallVolume.mount(directory.resolve("state"), VOLUME_MB);
                LocalBroker broker = LocalBroker.start(directory.resolve("broker"))) {
            Topics.create(broker.bootstrap(), "books.xml", 1);
            try (ServiceProcess service = start(broker)) {
                send(broker, 0);
                KeyedBooks.awaitOnceEach(broker.bootstrap(), KEYS, 0);

                volume.fillUntilFree(0);
                awaitHeld();
                send(broker, 0);
                send(broker, KEYS);
                await().atMost(PATIENCE)
                        .until(() -> metric("sluice_consumer_lag", "topic=\"books.xml\"")
                                == 2.0 * KEYS / KeyedBooks.A_MESSAGE);
                assertThat(service.isAlive()).isTrue();
                service.kill();
            }
            // Nothing is left for the next process to open its stores with.
            try (ServiceProcess service = start(broker)) {
                int code = service.exitCode();
                assertThat(code).as(service::output).isEqualTo(1);
                assertThat(service.output().lines().reduce("", (before, line) -> line))
                        .as(service::output)
                        .startsWith("Cannot write ")
                        .contains(directory.resolve("state").toString(), "No space left on device");
            }

            volume.makeRoom();
            volume.fillUntilFree(8);
            try (ServiceProcess service = start(broker)) {
                awaitHeld();
                volume.makeRoom();
                KeyedBooks.awaitOnceEach(broker.bootstrap(), 2 * KEYS, KEYS);
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(ServiceProcess.status(port, "/actuator/health/readiness"))
                                .isEqualTo(200));
                assertThat(service.output()).contains("The state has room again and the stream goes on");
            }
        }
    }

    /** By name, and by liveness that does not ask for a restart, which would not help. */
    private void awaitHeld() {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            assertThat(ServiceProcess.status(port, "/actuator/health/readiness"))
                    .isEqualTo(503);
            assertThat(ServiceProcess.get(port, "/actuator/health"))
                    .contains("Cannot go on with the stream: the volume of the state folder "
                            + directory.resolve("state"))
                    .contains("expected at least 16 MB (sluice.stream.min-free-state-space)");
            assertThat(ServiceProcess.status(port, "/actuator/health/liveness")).isEqualTo(200);
            assertThat(metric("sluice_state_free_bytes", "")).isLessThan(metric("sluice_state_min_free_bytes", ""));
            // Of this volume, not of the working directory's.
            assertThat(metric("disk_total_bytes", "")).isBetween(1.0, VOLUME_MB * 1024.0 * 1024);
        });
    }

    private ServiceProcess start(LocalBroker broker) throws Exception {
        return ServiceProcess.books(
                directory,
                broker.bootstrap(),
                port,
                Stream.of(
                                "sluice.stream.min-free-state-space=16MB",
                                "sluice.rows.partitions=1",
                                "sluice.lag.interval=1s",
                                // The next process takes the place of the last one at once.
                                "sluice.kafka.group.instance.id=one",
                                "sluice.raw.local-dir=" + directory.resolve("local"))
                        .flatMap(setting -> Stream.of("--set", setting))
                        .toArray(String[]::new));
    }

    /** Each key from there on once. */
    private static void send(LocalBroker broker, int first) {
        KeyedBooks.send(
                broker.bootstrap(),
                IntStream.range(first, first + KEYS)
                        .mapToObj(key -> "key-" + key)
                        .toList());
    }

    /** The sum of its series. */
    private double metric(String name, String label) throws Exception {
        return Pattern.compile("(?m)^" + name + "\\{.*" + label + ".*} (\\S+)$")
                .matcher(ServiceProcess.get(port, "/actuator/prometheus"))
                .results()
                .mapToDouble(series -> Double.parseDouble(series.group(1)))
                .sum();
    }
}
