package dev.sluice.service.rawzone;

import dev.sluice.service.rawzone.storage.LocalStorage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A sink in a JVM of its own: runs until its input ends, then says how many files memory alone closed. */
final class SinkProcess {

    private SinkProcess() {}

    public static void main(String[] args) throws Exception {
        var meters = new SimpleMeterRegistry();
        Path directory = Path.of(args[2]);
        var sink = new RawSink(
                RawSettings.defaults(directory.resolve("local"))
                        .withBloomFilters(List.of("id"))
                        .rollingAt(1_000_000, 128L << 20, Duration.ofHours(1), Duration.ofSeconds(5)),
                new LocalStorage(directory.resolve("raw")),
                RowsTopic.of(args[1], Map.of("bootstrap.servers", args[0])),
                Rows.ofEveryType().schemas(),
                meters);
        sink.start();
        System.in.read();
        sink.stop(Duration.ofSeconds(20));
        System.out.println("memory="
                + (long) meters.counter("sluice.raw.files", "reason", "memory").count());
        System.out.println("state=" + sink.state());
    }
}
