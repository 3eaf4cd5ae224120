package dev.sluice.acceptance;

import dev.sluice.demo.pipeline.LauncherProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The launcher as a user has it: commands with an end, and what they said. */
final class Sluice {

    static final Path HOME =
            Path.of(System.getProperty("sluice.home")).toAbsolutePath().normalize();
    static final Path BOOKS = HOME.resolve("examples/books/definition.yaml");

    private static final Duration TIMEOUT = Duration.ofMinutes(4);

    record Outcome(int code, String out, String err, Duration took) {

        List<String> lines() {
            return out.lines().toList();
        }
    }

    private Sluice() {}

    /** Prepares commands whose logs, and temporary files, lie in a folder. */
    static LauncherProcess.Builder in(Path folder) {
        return LauncherProcess.at(HOME).logsIn(folder).javaOptions("-Djava.io.tmpdir=" + folder);
    }

    /** Runs a command to its end. */
    static Outcome run(Path folder, Object... arguments) throws IOException, InterruptedException {
        Path logs = Files.createTempDirectory(folder, "run-");
        long start = System.nanoTime();
        try (var process = LauncherProcess.at(HOME)
                .logsIn(logs)
                .javaOptions("-Djava.io.tmpdir=" + folder)
                .start("command", arguments)) {
            if (!process.awaitEnd(TIMEOUT)) {
                throw new AssertionError("No end within " + TIMEOUT + ": " + process.lastWords());
            }
            var took = Duration.ofNanos(System.nanoTime() - start);
            return new Outcome(process.await(), process.output(), process.errors(), took);
        }
    }

    /** Command lines of this machine's processes that name a folder, apart from the tests themselves. */
    static List<String> processesNaming(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .map(Sluice::commandLine)
                .filter(commandLine -> commandLine.contains(folder.toString()))
                .toList();
    }

    /** Java cuts command lines off after some kilobytes, which a class path has already. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException endedOrNoLinux) {
            return process.info().commandLine().orElse("");
        }
    }
}
