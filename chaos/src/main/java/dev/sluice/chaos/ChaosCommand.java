package dev.sluice.chaos;

import dev.sluice.chaos.world.HdfsLake;
import dev.sluice.chaos.world.Lake;
import dev.sluice.chaos.world.LocalLake;
import dev.sluice.chaos.world.S3Lake;
import dev.sluice.record.commandline.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code scripts/chaos}. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = {
            "Does everything bad to the RAW sink that a data centre can do, in real processes, and counts rows.",
            "Exit code 1 when a row was lost, came twice, or the commit log was not clean."
        },
        sortOptions = false)
public final class ChaosCommand implements Callable<Integer> {

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "Goes on with all faults, in random order, until then; without it, each once.")
    private @Nullable Integer minutes;

    @Option(names = "--seed", paramLabel = "S", description = "Repeats a run; without it, a new one each time.")
    private @Nullable Long seed;

    @Option(
            names = "--storage",
            paramLabel = "local|hdfs|s3",
            defaultValue = "local",
            description = "Where RAW is (${DEFAULT-VALUE}).")
    private Storage storage = Storage.LOCAL;

    @Option(names = "--only", paramLabel = "REGEX", defaultValue = "", description = "Faults with this in their name.")
    private String only = "";

    @Option(names = "--keep", description = "Keeps the folder with all logs and files.")
    private boolean keep;

    private enum Storage {
        LOCAL,
        HDFS,
        S3
    }

    public static void main(String[] args) {
        System.exit(CommandRunner.run(new ChaosCommand(), "scripts/chaos", args));
    }

    @Override
    public Integer call() throws Exception {
        long actualSeed = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
        var random = new Random(actualSeed);
        Path folder = Files.createTempDirectory("sluice-chaos");
        System.err.println("seed " + actualSeed + ", storage " + storageName() + ", everything in " + folder);
        Pattern wanted = Pattern.compile(only);
        Lake lake = lake(folder);
        List<Catalog.Entry> entries = Catalog.of(lake).stream()
                .filter(entry -> wanted.matcher(entry.name()).find())
                .toList();
        long start = System.nanoTime();
        try (var campaign = new Campaign(folder, lake, entries, random, System.err)) {
            run(campaign, entries, random, start);
            return report(campaign.results(), actualSeed, Duration.ofNanos(System.nanoTime() - start));
        } finally {
            if (!keep) {
                delete(folder);
            }
        }
    }

    private Lake lake(Path folder) throws IOException {
        return switch (storage) {
            case LOCAL -> new LocalLake(folder.resolve("raw"));
            case HDFS -> new HdfsLake(folder);
            case S3 -> new S3Lake(folder);
        };
    }

    private void run(Campaign campaign, List<Catalog.Entry> entries, Random random, long start) {
        do {
            var order = new ArrayList<>(entries);
            if (minutes != null) {
                Collections.shuffle(order, random);
            }
            for (Catalog.Entry entry : order) {
                if (minutes == null || !isOver(start)) {
                    campaign.run(entry);
                }
            }
        } while (minutes != null && !entries.isEmpty() && !isOver(start));
    }

    private boolean isOver(long start) {
        return minutes != null
                && System.nanoTime() - start > Duration.ofMinutes(minutes).toNanos();
    }

    private int report(List<Result> results, long actualSeed, Duration took) {
        System.out.println("seed " + actualSeed + ", storage " + storageName() + ", " + took.toMinutes() + " minutes");
        System.out.println(Result.header());
        results.stream().filter(Result::wasTried).forEach(System.out::println);
        long untried = results.stream().filter(result -> !result.wasTried()).count();
        if (untried > 0) {
            System.out.println(untried + " more faults were not tried in this time");
        }
        results.forEach(result -> result.notes().forEach(System.out::println));
        results.forEach(result -> result.problems().forEach(System.out::println));
        boolean clean = results.stream().allMatch(Result::isClean);
        System.out.println(
                clean
                        ? "Nothing lost, nothing twice, every chain clean, lag 0."
                        : "NOT CLEAN; repeat it with --seed " + actualSeed + " --storage " + storageName() + " --keep");
        return clean ? 0 : 1;
    }

    private String storageName() {
        return storage.name().toLowerCase(Locale.ROOT);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
