package dev.sluice.testservers;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server's process: started until it is ready, stopped, killed, started again. Not thread-safe. */
final class ServerProcess {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(50);

    private final String name;
    private final Path directory;
    private final List<String> command;
    private final Thread shutdownHook = new Thread(this::kill, "kill-server");

    private @Nullable Process process;

    /**
     * @param name for messages and for the log
     * @param classPath of the server, to which {@link ServerMain} is added
     * @param arguments the server's main class and what it takes
     */
    ServerProcess(String name, Path directory, String classPath, List<String> arguments) {
        this.name = name;
        this.directory = directory;
        command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.add("-Dlogback.configurationFile=dev/sluice/testservers/logback.xml");
        command.addAll(List.of("-cp", ownClasses() + File.pathSeparator + classPath));
        command.add(ServerMain.class.getName());
        command.add(ready().toString());
        command.addAll(arguments);
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    /** A file that the build of this module has left for its servers. */
    static Path fromBuild(String name) {
        Path file = ownClasses().resolveSibling("servers").resolve(name);
        if (!Files.exists(file)) {
            throw new IllegalStateException(
                    "Cannot start a server: no " + file + "; build the module testservers first");
        }
        return file;
    }

    private static Path ownClasses() {
        try {
            return Path.of(ServerProcess.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Path ready() {
        return directory.resolve(name + ".ready");
    }

    Path log() {
        return directory.resolve(name + ".log");
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    void start() throws IOException {
        if (isRunning()) {
            throw new IllegalStateException("Cannot start " + name + ": it is running");
        }
        Files.createDirectories(directory);
        Files.deleteIfExists(ready());
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        process = started;
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        try {
            while (!Files.exists(ready())) {
                if (!started.isAlive() || System.nanoTime() > deadline) {
                    kill();
                    throw new IOException("Cannot start " + name + ": see " + log());
                }
                TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            kill();
            throw new IOException("Cannot start " + name + ": interrupted", interrupted);
        }
    }

    void stop() {
        if (process != null) {
            process.destroy();
            if (!hasEnded(process)) {
                kill();
            }
        }
    }

    void kill() {
        if (process != null) {
            process.destroyForcibly();
            hasEnded(process);
        }
    }

    void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs already; the server is killed either way.
            return;
        }
    }

    private static boolean hasEnded(Process process) {
        try {
            return process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
