package dev.sluice.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.broker.FreePort;
import dev.sluice.demo.broker.LocalBroker;
import dev.sluice.demo.produce.Topics;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk under the dedup store fails: the service says so and ends, and the next start has everything again. */
@Timeout(300)
class DamagedStateIT {

    private static final int KEYS = 2000;

    /** So that there are blocks enough to hit one. */
    private static final String LONG = "x".repeat(500);

    @TempDir
    private Path directory;

    private LocalBroker broker;

    @BeforeEach
    void startBroker() throws Exception {
        broker = LocalBroker.start(directory.resolve("broker"));
        Topics.create(broker.bootstrap(), "books.xml", 1);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void namesDamagedFilesAndStartsAgainWithoutLoss() throws Exception {
        send();
        try (ServiceProcess service = start()) {
            KeyedBooks.awaitOnceEach(broker.bootstrap(), KEYS, 0);
            service.stop();
            service.exitCode();
        }

        flipBytesInTheMiddle(files(".sst"));
        try (ServiceProcess service = start()) {
            send();
            assertDamageIsNamed(service);
        }
        try (ServiceProcess service = start()) {
            KeyedBooks.awaitOnceEach(broker.bootstrap(), KEYS, KEYS);
            service.stop();
            service.exitCode();
        }

        overwrite(files("MANIFEST"));
        try (ServiceProcess service = start()) {
            assertDamageIsNamed(service);
        }
        try (ServiceProcess service = start()) {
            send();
            KeyedBooks.awaitOnceEach(broker.bootstrap(), KEYS, 2 * KEYS);
        }
    }

    private void assertDamageIsNamed(ServiceProcess service) throws InterruptedException {
        int code = service.exitCode();
        assertThat(code).as(service::output).isEqualTo(1);
        assertThat(lastLine(service))
                .as(service::output)
                .startsWith("Cannot read the state in " + directory.resolve("state"))
                .contains("it is damaged (", "start again");
    }

    private static String lastLine(ServiceProcess service) {
        return service.output().lines().reduce("", (before, line) -> line);
    }

    private ServiceProcess start() throws IOException {
        return ServiceProcess.books(directory, broker.bootstrap(), FreePort.find(), settings());
    }

    private String[] settings() {
        return Stream.of(
                        "sluice.rows.partitions=1",
                        // The next process takes the place of the last one at once.
                        "sluice.kafka.group.instance.id=one",
                        "sluice.raw.local-dir=" + directory.resolve("local"))
                .flatMap(setting -> Stream.of("--set", setting))
                .toArray(String[]::new);
    }

    /** Each key once. */
    private void send() {
        KeyedBooks.send(
                broker.bootstrap(),
                IntStream.range(0, KEYS).mapToObj(key -> key + LONG).toList());
    }

    /** Of the dedup store. */
    private List<Path> files(String name) throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("state"))) {
            List<Path> files = all.filter(file -> file.getFileName().toString().contains(name))
                    .filter(file -> file.toString().contains("sightings"))
                    .toList();
            assertThat(files).isNotEmpty();
            return files;
        }
    }

    private static void flipBytesInTheMiddle(List<Path> files) throws IOException {
        for (Path file : files) {
            try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                bytes.seek(bytes.length() / 2);
                int before = bytes.read();
                bytes.seek(bytes.length() / 2);
                bytes.write(~before);
            }
        }
    }

    private static void overwrite(List<Path> files) throws IOException {
        for (Path file : files) {
            Files.write(file, new byte[(int) Files.size(file)]);
        }
    }
}
