package dev.sluice.chaos;

import dev.sluice.chaos.world.Brokers;
import dev.sluice.chaos.world.Lake;
import dev.sluice.chaos.world.Trial;
import dev.sluice.chaos.world.World;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Tries faults one after the other, each on a dataset of its own, and keeps what came of them. */
final class Campaign implements AutoCloseable {

    private final Path folder;
    private final Lake lake;
    private final Random random;
    private final PrintStream progress;
    private final Map<Integer, Brokers> clusters = new HashMap<>();
    private final Map<String, Result> results = new LinkedHashMap<>();
    private int trials;

    Campaign(Path folder, Lake lake, List<Catalog.Entry> entries, Random random, PrintStream progress) {
        this.folder = folder;
        this.lake = lake;
        this.random = random;
        this.progress = progress;
        entries.forEach(entry -> results.put(entry.name(), new Result(entry.name())));
    }

    /** Ends with a verdict of this fault, whatever happens. */
    void run(Catalog.Entry entry) {
        long start = System.nanoTime();
        Result result = results.computeIfAbsent(entry.name(), Result::new);
        var tally = new Tally();
        try {
            Path place = Files.createDirectories(folder.resolve("nodes-" + entry.nodes()));
            var world = new World(place, cluster(entry.nodes(), place), lake);
            try (Trial trial = world.trial("chaos" + ++trials, entry.partitions(), random)) {
                Scenario scenario = entry.scenario().apply(random);
                scenario.run(trial, tally);
                result.add(tally, scenario.verdict(trial));
            }
        } catch (Exception failure) {
            result.failed(tally, "chaos" + trials + ": " + failure);
        }
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        progress.println(entry.name() + ": " + (result.isClean() ? "clean" : "NOT CLEAN") + ", " + seconds + " s");
        result.problems().forEach(progress::println);
    }

    /** Of so many nodes; only one runs at a time. */
    private Brokers cluster(int nodes, Path place) throws IOException {
        clusters.forEach((size, other) -> {
            if (size != nodes) {
                other.close();
            }
        });
        clusters.keySet().removeIf(size -> size != nodes);
        Brokers running = clusters.get(nodes);
        if (running == null) {
            running = Brokers.start(Files.createTempDirectory(place, "kafka"), nodes);
            clusters.put(nodes, running);
        }
        return running;
    }

    List<Result> results() {
        return List.copyOf(results.values());
    }

    @Override
    public void close() throws IOException {
        clusters.values().forEach(Brokers::close);
        lake.close();
    }
}
