package dev.sluice.demo.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A command of the launcher in a process of its own, which ends with this one. Thread-safe. */
public final class LauncherProcess implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final int TAIL_LINES = 15;

    private static final Set<LauncherProcess> RUNNING = new HashSet<>();
    private static boolean hooked;
    private static boolean closing;

    private final String name;
    private final Path output;
    private final Path log;
    private final Process process;

    private LauncherProcess(String name, Path output, Path log, Process process) {
        this.name = name;
        this.output = output;
        this.log = log;
        this.process = process;
    }

    /** Prepares commands of the launcher in a folder. */
    public static Builder at(Path home) {
        return new Builder(home);
    }

    /** Kills all of them; none can be started any more. */
    public static void killAll() {
        synchronized (RUNNING) {
            closing = true;
            RUNNING.forEach(LauncherProcess::kill);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** What it wrote to standard output. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    /** What it wrote to standard error. */
    public String errors() throws IOException {
        return Files.readString(log);
    }

    /** How it ended and the last that it said, for an error message. */
    public String lastWords() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(output));
        lines.addAll(Files.readAllLines(log));
        String tail = String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        String end = isRunning() ? "is running" : "ended with exit code " + process.exitValue();
        return this + " " + end + (tail.isEmpty() ? "" : "; it said:\n" + tail);
    }

    /** Waits for its end and returns its exit code. */
    public int await() throws InterruptedException {
        int code = process.waitFor();
        forget();
        return code;
    }

    /** Waits for its end, and returns whether it came within that time. */
    public boolean awaitEnd(Duration timeout) throws InterruptedException {
        boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (ended) {
            forget();
        }
        return ended;
    }

    /** SIGTERM, and SIGKILL when that takes longer than half a minute. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!awaitEnd(STOP_TIMEOUT)) {
                kill();
            }
        } catch (InterruptedException interrupted) {
            kill();
            Thread.currentThread().interrupt();
        }
        forget();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public String toString() {
        return name + " (process " + pid() + ")";
    }

    private void forget() {
        synchronized (RUNNING) {
            RUNNING.remove(this);
        }
    }

    /** How a command is to be run. */
    public static final class Builder {
        private final Path home;
        private Path logs;
        private final List<String> javaOptions = new ArrayList<>();

        private Builder(Path home) {
            this.home = home;
            this.logs = home;
        }

        /** Chooses where each command leaves what it says, as NAME.log and NAME.out. */
        public Builder logsIn(Path folder) {
            this.logs = folder;
            return this;
        }

        public Builder javaOptions(String... options) {
            javaOptions.addAll(Arrays.asList(options));
            return this;
        }

        /**
         * Starts a command.
         *
         * @param name of the log
         * @param arguments the command and its options
         */
        public LauncherProcess start(String name, Object... arguments) throws IOException {
            Path log = logs.resolve(name + ".log");
            Path output = logs.resolve(name + ".out");
            var command = new ArrayList<String>();
            command.add(home.resolve("sluice").toString());
            for (Object argument : arguments) {
                command.add(argument.toString());
            }
            var builder = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("SLUICE_JAVA_OPTS", String.join(" ", javaOptions));
            synchronized (RUNNING) {
                if (closing) {
                    throw new IOException("Cannot start " + name + ": this process is ending");
                }
                if (!hooked) {
                    Runtime.getRuntime().addShutdownHook(new Thread(LauncherProcess::killAll, "kill-commands"));
                    hooked = true;
                }
                var started = new LauncherProcess(name, output, log, builder.start());
                RUNNING.add(started);
                return started;
            }
        }
    }
}
