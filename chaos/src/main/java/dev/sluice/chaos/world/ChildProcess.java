package dev.sluice.chaos.world;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A Java program in a process of its own, from this one's class path, to be treated badly. Ends with this process. */
public final class ChildProcess implements AutoCloseable {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final int TAIL_LINES = 12;

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        // A frozen process never sees its standard input end.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "kill-children"));
    }

    private final String name;
    private final Path log;
    private final Process process;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** Starts a main class; what it says is appended to a file. */
    public static ChildProcess start(String name, Path log, List<String> javaOptions, String main, List<String> args)
            throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", classPath(), ChildMain.class.getName(), main));
        command.addAll(args);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        RUNNING.add(process);
        return new ChildProcess(name, log, process);
    }

    /** This one's, without the tests. */
    static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns once it is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
        RUNNING.remove(process);
    }

    /** SIGSTOP. */
    public void freeze() throws IOException {
        signal("STOP");
    }

    /** SIGCONT. */
    public void thaw() throws IOException {
        signal("CONT");
    }

    /** SIGTERM; kills it when that takes longer than half a minute. */
    public void stop() {
        // Process.destroy would end its standard input as well, and so the process at once.
        signalIfAlive("TERM");
        try {
            if (!process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException interrupted) {
            kill();
            Thread.currentThread().interrupt();
        }
        RUNNING.remove(process);
    }

    /**
     * Waits until it has ended by itself.
     *
     * @return its exit code
     * @throws IOException when it takes longer
     */
    int awaitEnd(Duration timeout) throws IOException {
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("Not ended within " + timeout.toSeconds() + " s: " + lastWords());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(this + ": interrupted", interrupted);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }

    /** The last that it said, for an error message. */
    public String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return this + " said:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException unreadable) {
            return this + " left " + log;
        }
    }

    private void signalIfAlive(String signal) {
        try {
            if (process.isAlive()) {
                signal(signal);
            }
        } catch (IOException endedMeanwhile) {
            return;
        }
    }

    private void signal(String signal) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (kill.onExit().join().exitValue() != 0) {
            throw new IOException("Cannot send SIG" + signal + " to " + this);
        }
    }

    @Override
    public String toString() {
        return name + " (process " + process.pid() + ")";
    }
}
