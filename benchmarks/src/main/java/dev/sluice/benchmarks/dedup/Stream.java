package dev.sluice.benchmarks.dedup;

import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.InvalidDefinitionException;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.service.dedup.DedupSettings;
import dev.sluice.service.dedup.SharedRocksDb;
import dev.sluice.service.metrics.StreamMeters;
import dev.sluice.service.protection.BreakerSettings;
import dev.sluice.service.protection.InputBreaker;
import dev.sluice.service.protection.InputRate;
import dev.sluice.service.protection.ProtectInput;
import dev.sluice.service.replay.EpochCheck;
import dev.sluice.service.topology.PipelineStream;
import dev.sluice.service.topology.PipelineTopology;
import dev.sluice.service.topology.StreamProperties;
import dev.sluice.service.topology.StreamSettings;
import dev.sluice.service.topology.TopicLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.springframework.util.unit.DataSize;

/** The main class of the process to be measured and killed: the service's stream, without its sink. */
final class Stream {

    static final String READY = "The stream takes rows";

    private static final int MAX_RECORD_BYTES = 2 << 20;

    private Stream() {}

    /** @param args bootstrap servers, state folder, and settings of Kafka clients as {@code key=value} */
    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, Object> clients = new HashMap<>(Map.of("bootstrap.servers", args[0]));
        for (int i = 2; i < args.length; i++) {
            String[] setting = args[i].split("=", 2);
            clients.put(setting[0], setting[1]);
        }
        RecordDefinition definition = definition();
        try (Admin admin = Admin.create(clients)) {
            new EpochCheck(admin, Topics.NAMES, clients).check(definition.version());
        }
        DedupSettings dedup = new DedupSettings(
                Topics.RETENTION, Topics.SEGMENT, DataSize.ofMegabytes(128), DataSize.ofMegabytes(64));
        StreamSettings settings =
                new StreamSettings(2, Duration.ofSeconds(1), Duration.ofSeconds(20), 0, DataSize.ofBytes(0));
        PipelineStream stream = new PipelineStream(
                topology(definition, dedup),
                StreamProperties.of(Topics.NAMES.application(), clients, Path.of(args[1]), MAX_RECORD_BYTES, settings),
                settings.closeTimeout(),
                failure -> Runtime.getRuntime().halt(1));
        stream.start();
        while (stream.state() != KafkaStreams.State.RUNNING
                || stream.restoring().partitions() > 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        System.out.println(READY);
        System.in.transferTo(OutputStream.nullOutputStream()); // ends with its parent
        System.exit(0);
    }

    private static RecordDefinition definition() throws IOException {
        Path file = Path.of(System.getProperty("sluice.examples", "examples"), "books", "definition.yaml");
        try {
            return DefinitionReader.read(file);
        } catch (InvalidDefinitionException failure) {
            throw new IOException("Cannot read " + file.toAbsolutePath(), failure);
        }
    }

    private static Topology topology(RecordDefinition definition, DedupSettings dedup) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        InputBreaker breaker = new InputBreaker(
                new BreakerSettings(true, 50, Duration.ofMinutes(1), 1000, Duration.ofSeconds(10), 1000), registry);
        return new PipelineTopology(
                        definition,
                        0,
                        Topics.NAMES,
                        Topics.PARTITIONS,
                        new TopicLimits(1 << 20, MAX_RECORD_BYTES),
                        dedup,
                        new SharedRocksDb(dedup.memory()),
                        new StreamMeters(registry),
                        () -> new ProtectInput(breaker, InputRate.of(0)))
                .build();
    }
}
