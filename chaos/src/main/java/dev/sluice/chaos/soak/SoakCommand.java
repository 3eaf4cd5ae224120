package dev.sluice.chaos.soak;

import dev.sluice.chaos.world.Brokers;
import dev.sluice.chaos.world.LocalLake;
import dev.sluice.chaos.world.Trial;
import dev.sluice.chaos.world.World;
import dev.sluice.record.commandline.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scripts/soak}. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = {
            "Runs two instances of the whole pipeline on a feed of good and bad messages, does everything bad to them",
            "for some minutes, and accounts for every record. Exit code 1 when one is missing, doubled or not proved."
        },
        sortOptions = false)
public final class SoakCommand implements Callable<Integer> {

    private static final int PARTITIONS = 4;

    @Option(names = "--minutes", paramLabel = "M", defaultValue = "10", description = "At least (${DEFAULT-VALUE}).")
    private int minutes;

    @Option(names = "--seed", paramLabel = "S", description = "Of what happens; without it, a new one each time.")
    private @Nullable Long seed;

    @Option(names = "--keep", description = "Keeps the folder with all logs and files.")
    private boolean keep;

    public static void main(String[] args) {
        System.exit(CommandRunner.run(new SoakCommand(), "scripts/soak", args));
    }

    @Override
    public Integer call() throws Exception {
        long actualSeed = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
        var random = new Random(actualSeed);
        Path folder = Files.createTempDirectory("sluice-soak");
        System.err.println("seed " + actualSeed + ", everything in " + folder);
        try (var world = new World(
                        folder, Brokers.start(folder.resolve("kafka"), 1), new LocalLake(folder.resolve("raw")));
                Trial trial = world.trial("soak", PARTITIONS, random)) {
            Path home = Path.of(System.getProperty("sluice.home", "."));
            SoakReport report = new Soak(trial, home, random, System.err).run(Duration.ofMinutes(minutes));
            System.out.println("seed " + actualSeed + ", " + minutes + " minutes");
            report.lines().forEach(System.out::println);
            System.out.println(
                    report.isClean()
                            ? "Every record is accounted for."
                            : "NOT CLEAN; repeat it with --seed " + actualSeed + " --keep");
            return report.isClean() ? 0 : 1;
        } finally {
            if (!keep) {
                delete(folder);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
