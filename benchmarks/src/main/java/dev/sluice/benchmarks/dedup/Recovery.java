package dev.sluice.benchmarks.dedup;

import dev.sluice.benchmarks.LinuxProcess;
import dev.sluice.demo.broker.LocalBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.springframework.util.FileSystemUtils;

/**
 * How long a number of keys takes to be back when the state folder is gone, as after a kill -9: from the start of the
 * process until it takes rows. Then what the store weighs, and what it costs to ask it for keys it has and has not seen.
 */
final class Recovery {

    private static final int LOOKUPS = 300_000;

    private final long keys;
    private final List<String> settings;
    private final Path directory = Files.createTempDirectory("sluice-dedup");

    private Recovery(long keys, List<String> settings) throws IOException {
        this.keys = keys;
        this.settings = settings;
    }

    /** @param args numbers of keys, separated by commas, and settings of Kafka clients as {@code key=value} */
    public static void main(String[] args) throws IOException, ExecutionException, InterruptedException {
        System.out.println("| keys | back after s | CPU s stream | CPU s broker | load | disk MB | RSS MB"
                + " | unseen: CPU us | reads | seen: CPU us | reads | RSS MB |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
        for (String keys : args[0].split(",")) {
            new Recovery(Long.parseLong(keys), Arrays.asList(args).subList(1, args.length)).run();
        }
    }

    private void run() throws IOException, ExecutionException, InterruptedException {
        try (LocalBroker broker = LocalBroker.start(directory.resolve("broker"))) {
            Topics topics = new Topics(broker.bootstrap());
            topics.create();
            topics.writeChangelog(keys);
            long start = System.nanoTime();
            double before = cpuOfOthers(0);
            try (MeasuredProcess stream = MeasuredProcess.start(
                    broker.bootstrap(), directory.resolve("state"), directory.resolve("stream.log"), settings)) {
                stream.awaitReady();
                System.out.printf(
                        "| %,d | %.1f | %.1f | %.1f | %s | %d | %d ",
                        keys,
                        (System.nanoTime() - start) / 1e9,
                        stream.seen().cpuSeconds(),
                        cpuOfOthers(stream.seen().pid()) - before,
                        load(),
                        megabytes(directory.resolve("state")),
                        stream.seen().residentMegabytes());
                ask(topics, keys); // warms it up
                measure(stream, topics, keys + LOOKUPS);
                measure(stream, topics, keys / 3);
                System.out.printf("| %d |%n", stream.seen().residentMegabytes());
            }
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private static void measure(MeasuredProcess stream, Topics topics, long first)
            throws IOException, ExecutionException, InterruptedException {
        double cpu = stream.seen().cpuSeconds();
        long reads = stream.seen().reads();
        ask(topics, first);
        System.out.printf(
                "| %.1f | %.3f ",
                (stream.seen().cpuSeconds() - cpu) * 1e6 / LOOKUPS,
                (double) (stream.seen().reads() - reads) / LOOKUPS);
    }

    private static void ask(Topics topics, long first) throws ExecutionException, InterruptedException {
        topics.send(first, LOOKUPS);
        topics.awaitRead();
    }

    /** Of the broker, which is the other child. */
    private static double cpuOfOthers(long pid) {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.pid() != pid)
                .mapToDouble(child -> new LinuxProcess(child.pid()).cpuSeconds())
                .sum();
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private static long megabytes(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum()
                    >> 20;
        }
    }
}
