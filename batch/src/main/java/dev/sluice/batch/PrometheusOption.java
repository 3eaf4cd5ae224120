package dev.sluice.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.record.commandline.UserErrorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A picocli mixin for commands whose figures Prometheus collects through a file. */
final class PrometheusOption {

    @Option(
            names = "--prometheus",
            paramLabel = "FILE",
            description = "Write the run's figures for the textfile collector of Prometheus' node_exporter; its name"
                    + " has to end in .prom. A run that fails leaves the file as it was.")
    private @Nullable Path file;

    void write(Supplier<String> metrics) {
        if (file == null) {
            return;
        }
        // The collector may read at any moment, and reads only names that end in .prom.
        Path aside = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.write(aside, metrics.get().getBytes(UTF_8));
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UserErrorException(
                    "Cannot write --prometheus " + file + ": " + failed + "; the run itself is complete", failed);
        }
    }
}
