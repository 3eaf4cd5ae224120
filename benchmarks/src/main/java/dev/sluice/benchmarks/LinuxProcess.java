package dev.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux says about a process that runs. */
public record LinuxProcess(long pid) {

    /** That it has used; NaN when it has ended. */
    public double cpuSeconds() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(used -> used.toMillis() / 1000.0)
                .orElse(Double.NaN);
    }

    public long residentMegabytes() throws IOException {
        return number("status", "VmRSS") / 1024;
    }

    /** Calls that read from a file or a socket. */
    public long reads() throws IOException {
        return number("io", "syscr");
    }

    private long number(String file, String field) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), file)).stream()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow(() -> new IOException("Cannot measure: " + field + " of process " + pid + " is not told"));
    }
}
