package dev.sluice.service.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.commandline.CommandRunner;
import dev.sluice.service.Books;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void endsWithZeroWhenEveryChangeIsCompatible() throws IOException {
        assertThat(diff("decimal(10,2)", "decimal(12,2)")).isZero();
        assertThat(output()).startsWith("compatible:   column price, type: decimal(10,2) -> decimal(12,2)");
    }

    @Test
    void endsWithOneWhenAChangeIsIncompatible() throws IOException {
        assertThat(diff("decimal(10,2)", "decimal(10,3)", "--json")).isEqualTo(1);
        assertThat(output())
                .startsWith("{\"compatible\":false,\"column\":\"price\",\"key\":\"type\",\"from\":\"decimal(10,2)\"");
    }

    @Test
    void endsWithTwoWhenAFileIsNoDefinition() throws IOException {
        assertThat(diff("partition-by", "partition")).isEqualTo(2);
        assertThat(output()).isEmpty();
    }

    private int diff(String from, String to, String... options) throws IOException {
        String old = Files.readString(Books.definitionFile());
        assertThat(old).contains(from);
        Path changed = Files.writeString(directory.resolve("new.yaml"), old.replace(from, to));
        String[] arguments = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(options),
                        java.util.stream.Stream.of(Books.definitionFile().toString(), changed.toString()))
                .toArray(String[]::new);
        return CommandRunner.run(new DiffCommand(out), "sluice diff", arguments);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
