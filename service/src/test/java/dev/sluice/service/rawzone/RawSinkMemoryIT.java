package dev.sluice.service.rawzone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Memory is bounded by the instance, not by the number of its partitions. */
class RawSinkMemoryIT extends RawSinkFixture {

    private static final int ROWS = 240_000;
    private static final int PAYLOAD_BYTES = 1_000;

    private final Random random = new Random(7);

    @Override
    int partitions() {
        return 64;
    }

    @Test
    void takesABacklogOf64PartitionsWith512MiBOfHeap() throws Exception {
        producer.beginTransaction();
        for (int i = 0; i < ROWS; i++) {
            send(rows.row(number, values()));
        }
        producer.commitTransaction();
        Process sink = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SinkProcess.class.getName(),
                        broker.bootstrap(),
                        topic.dataset(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("sink.log").toFile())
                .start();
        try {
            await().atMost(Duration.ofMinutes(4)).until(() -> !sink.isAlive() || lag() == 0);
            sink.getOutputStream().close();
            assertThat(sink.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            sink.destroyForcibly();
        }

        List<String> log = Files.readAllLines(directory.resolve("sink.log"));
        assertThat(sink.exitValue()).as(String.join("\n", log)).isZero();
        assertThat(log).anyMatch(line -> line.matches("memory=[1-9][0-9]*")).anyMatch(line -> line.contains("STOPPED"));
        assertThat(DuckDb.query("SELECT count(*), count(DISTINCT id) FROM " + DuckDb.files(raw(), topic.dataset())))
                .containsExactly(ROWS + "|" + ROWS);
    }

    /** Text that no codec makes small, and more different values than a dictionary takes. */
    private Object[] values() {
        byte[] payload = new byte[PAYLOAD_BYTES];
        random.nextBytes(payload);
        Object[] values = new Object[16];
        values[0] = "id-" + number;
        values[12] = payload;
        values[13] = "<a>" + new String(payload, 0, 40, StandardCharsets.ISO_8859_1) + "</a>";
        return values;
    }
}
