package dev.sluice.demo;

import dev.sluice.demo.produce.StopSignal;
import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.JsonOption;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.terminal.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice demo}. */
@Command(
        description = {
            "Runs the whole pipeline on this machine: a Kafka broker of its own, generated XML messages,",
            "the service, the batch, an increment, the batch again. Then counts what came out in three",
            "independent ways and holds it against what was sent."
        },
        footer = {
            "",
            "Examples:",
            "  ./sluice demo --count 20000",
            "  ./sluice demo --keep /tmp/lake --serve",
            "",
            "Exit codes: 0 all accounted for, 1 not, 2 wrong use."
        },
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {

    private static final int FAILED = 1;
    private static final Duration SERVE_INTERVAL = Duration.ofMillis(50);

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Records to send at first; a tenth of it follows as an increment (${DEFAULT-VALUE}).")
    private long count;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Leave the zones in DIR/raw and DIR/processed; DIR must be empty or absent.")
    private @Nullable Path keep;

    @Option(names = "--serve", description = "Stay up afterwards and keep producing, until Ctrl-C.")
    private boolean serve;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Of the messages (${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli fills it, the command runner reads it
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws Exception {
        if (count < 1) {
            throw new WrongUseException("Invalid --count: " + count + ", expected at least 1");
        }
        if (keep != null) {
            requireEmpty(keep);
        }
        var work = WorkDirectory.create();
        Path lake = keep == null ? work.lake() : keep.toAbsolutePath();
        var settings = new DemoSettings(home(), lake, count, seed);
        var progress = Progress.onStandardError();
        var run = new DemoRun(settings, work, progress);
        var onSignal = new Thread(() -> abandon(run, work, progress), "abandon-demo");
        Runtime.getRuntime().addShutdownHook(onSignal);
        boolean accountedFor;
        try (run) {
            accountedFor = report(run.run());
            if (serve) {
                serve(run, progress);
            }
        } catch (Exception failed) {
            if (run.isKilled()) {
                return FAILED;
            }
            Runtime.getRuntime().removeShutdownHook(onSignal);
            progress.closeLine();
            System.err.println("Everything is kept in " + work.path() + ", the logs in " + work.logs());
            throw failed;
        }
        if (run.isKilled()) {
            return FAILED;
        }
        Runtime.getRuntime().removeShutdownHook(onSignal);
        if (!accountedFor) {
            System.err.println("Everything is kept in " + work.path() + ", the logs in " + work.logs());
            return FAILED;
        }
        work.delete();
        return 0;
    }

    private boolean report(DemoResult result) {
        // The rows hold every script there is, whatever the terminal's own encoding.
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (json.isJson()) {
            out.println(result.json());
        } else {
            out.println();
            result.table().forEach(out::println);
            out.println(
                    keep == null
                            ? "The zones are not kept; --keep DIR leaves them to look at."
                            : "The zones are in " + keep.resolve("raw") + " and " + keep.resolve("processed") + ".");
        }
        result.balance().differences().forEach(difference -> System.err.println("differs: " + difference));
        return result.balance().isAccountedFor();
    }

    /** Returns when a signal is ending this process; what is running and lying around then is left to the hook. */
    private static void serve(DemoRun run, Progress progress) throws InterruptedException {
        run.addresses().forEach(System.err::println);
        try (var stop = new StopSignal()) {
            progress.begin("serving until Ctrl-C");
            while (!stop.isRaised()) {
                run.feed().send();
                progress.update(String.format("%,d messages", run.feed().truth().messages()));
                TimeUnit.MILLISECONDS.sleep(SERVE_INTERVAL.toMillis());
            }
        }
    }

    private static void abandon(DemoRun run, WorkDirectory work, Progress progress) {
        progress.closeLine();
        run.kill();
        try {
            work.delete();
        } catch (IOException failed) {
            System.err.println("Cannot delete " + work.path() + ": " + failed);
        }
    }

    private static void requireEmpty(Path directory) throws IOException {
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new WrongUseException("Invalid --keep: " + directory + " is a file, expected a directory");
        }
        if (Files.isDirectory(directory)) {
            try (var entries = Files.list(directory)) {
                if (entries.findAny().isPresent()) {
                    throw new WrongUseException(
                            "Invalid --keep: " + directory + " is not empty, expected an empty or a new directory");
                }
            }
        }
    }

    private static Path home() {
        String home = System.getProperty("sluice.home");
        if (home == null) {
            throw new WrongUseException("Cannot find the project: start the demo with ./sluice demo");
        }
        return Path.of(home);
    }
}
