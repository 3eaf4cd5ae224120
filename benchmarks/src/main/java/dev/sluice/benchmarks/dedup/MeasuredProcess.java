package dev.sluice.benchmarks.dedup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A {@link Stream} in a process of its own, and what Linux says about it. */
final class MeasuredProcess implements AutoCloseable {

    private static final double TICKS_A_SECOND = 100;

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

    long pid() {
        return process.pid();
    }

    double cpuSeconds() {
        return cpuSeconds(process.pid());
    }

    static double cpuSeconds(long pid) {
        String stat = read(pid, "stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
    }

    /** Resident memory, in MB. */
    long residentMegabytes() {
        return Long.parseLong(fields("status").get("VmRSS").replaceAll("\\D", "")) / 1024;
    }

    /** Calls that read from a file or a socket. */
    long reads() {
        return Long.parseLong(fields("io").get("syscr"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private Map<String, String> fields(String file) {
        return read(process.pid(), file)
                .lines()
                .map(line -> line.split(":", 2))
                .collect(Collectors.toMap(field -> field[0], field -> field[1].trim()));
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
