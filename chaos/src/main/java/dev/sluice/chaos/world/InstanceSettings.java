package dev.sluice.chaos.world;

import dev.sluice.chaos.inside.Fault;
import dev.sluice.chaos.inside.Mutant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How the service instances of one trial are started. Not thread-safe. */
final class InstanceSettings {

    private final World world;
    private final Path definition;
    private final Map<String, String> settings = new TreeMap<>();
    private boolean sinkOnly = true;

    InstanceSettings(World world, Path definition, int partitions) {
        this.world = world;
        this.definition = definition;
        settings.put("spring.main.web-application-type", "none");
        settings.put("server.port", "0");
        // Small files and short sessions, so that much happens in little time.
        settings.put("sluice.raw.roll.rows", "120");
        settings.put("sluice.raw.roll.idle", "400ms");
        settings.put("sluice.raw.roll.age", "1s");
        settings.put("sluice.raw.retry.max", "2s");
        settings.put("sluice.raw.revoke-timeout", "3s");
        settings.put("sluice.rows.partitions", Integer.toString(partitions));
        settings.put("sluice.kafka.session.timeout.ms", Long.toString(World.SESSION.toMillis()));
        settings.put("sluice.kafka.heartbeat.interval.ms", "1500");
        settings.put("sluice.kafka.request.timeout.ms", "10000");
        settings.put("sluice.kafka.default.api.timeout.ms", "20000");
        settings.putAll(world.lake().settings());
    }

    void set(String key, String value) {
        settings.put(key, value);
    }

    void wholePipeline() {
        sinkOnly = false;
        settings.put("sluice.stream.threads", "1");
        settings.put("sluice.stream.commit-interval", "500ms");
    }

    /** @param mutants none or one */
    Instance start(String name, Path folder, List<Fault> faults, List<Mutant> mutants) throws IOException {
        Path control = Files.createDirectories(folder.resolve(name));
        var options = new ArrayList<String>();
        options.add(sinkOnly ? "-Xmx256m" : "-Xmx512m");
        options.addAll(world.classes().options(Instance.classArchive(control)));
        options.add("-Dchaos.control=" + control);
        options.add("-Dchaos.sink-only=" + sinkOnly);
        options.add("-Dchaos.faults=" + faults.stream().map(Fault::toString).collect(Collectors.joining(" ")));
        mutants.forEach(mutant -> options.add("-Dchaos.mutant=" + mutant.name()));
        world.lake().properties().forEach((key, value) -> options.add("-D" + key + "=" + value));

        var arguments = new ArrayList<>(List.of(
                "run",
                "--definition",
                definition.toString(),
                "--bootstrap",
                world.brokers().proxied(),
                "--raw",
                world.lake().location()));
        var all = new TreeMap<>(settings);
        all.putIfAbsent("sluice.state-dir", control.resolve("state").toString());
        all.put("sluice.kafka.client.id", name);
        if (sinkOnly) {
            all.put("spring.main.lazy-initialization", "true");
        }
        all.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        var process = ChildProcess.start(
                name, control.resolve("service.log"), options, "dev.sluice.service.SluiceService", arguments);
        return new Instance(name, control, process);
    }
}
