package dev.sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.fixture.ProcessedZone;
import dev.sluice.batch.fixture.RawZone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs the command in a process of its own, on zones of its own. */
abstract class ProcessCommandRun {

    static final String DEFINITION = "src/test/resources/books/definition.yaml";

    Path folder;
    RawZone raw;
    ProcessedZone processed;
    final List<Process> started = new ArrayList<>();

    @BeforeEach
    void startEmpty(@TempDir Path empty) {
        folder = empty;
        raw = RawZone.in(empty.resolve("raw"));
        processed = new ProcessedZone(empty.resolve("processed"));
    }

    @AfterEach
    void leaveNoProcess() {
        started.forEach(Process::destroyForcibly);
    }

    String[] arguments(String... more) {
        List<String> arguments = new ArrayList<>(List.of("process", "--definition", DEFINITION));
        arguments.addAll(List.of("--raw", raw.root().toString()));
        arguments.addAll(List.of("--processed", processed.root().toString(), "--master", "local[2]"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    String succeed(String... arguments) throws Exception {
        Process job = start(arguments);
        assertThat(job.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(folder.resolve("err")).hasContent("");
        assertThat(job.exitValue()).isZero();
        return Files.readString(folder.resolve("out"));
    }

    List<String> fail(int exitCode, String... arguments) throws Exception {
        Process job = start(arguments);
        assertThat(job.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(job.exitValue()).isEqualTo(exitCode);
        assertThat(folder.resolve("out")).hasContent("");
        return Files.readAllLines(folder.resolve("err"));
    }

    Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("@java-options", "-cp", System.getProperty("java.class.path")));
        command.add(SluiceBatch.class.getName());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        started.add(process);
        return process;
    }
}
