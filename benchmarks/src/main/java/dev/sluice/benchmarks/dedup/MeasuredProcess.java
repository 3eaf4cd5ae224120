package dev.sluice.benchmarks.dedup;

import dev.sluice.benchmarks.LinuxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link Stream} in a process of its own, and what Linux says about it. */
final class MeasuredProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    private MeasuredProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static MeasuredProcess start(String bootstrap, Path state, Path log, List<String> settings) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
        command.add("-Dlogback.configurationFile=dev/sluice/demo/broker/logback.xml");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Stream.class.getName()));
        command.addAll(List.of(bootstrap, state.toString()));
        command.addAll(settings);
        return new MeasuredProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start(),
                log);
    }

    /** Waits until it takes rows. */
    void awaitReady() throws IOException, InterruptedException {
        while (!Files.readString(log).contains(Stream.READY)) {
            if (!process.isAlive()) {
                throw new IOException("Cannot measure: the stream ended\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    LinuxProcess seen() {
        return new LinuxProcess(process.pid());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
