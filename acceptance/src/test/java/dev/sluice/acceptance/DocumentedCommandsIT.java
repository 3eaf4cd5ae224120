package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages' commands about definitions do what the pages say, typed as they stand there. */
class DocumentedCommandsIT {

    private static final List<String> PAGES = List.of("README.md", "docs/record-definition.md");
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("\\./sluice (explain|infer|diff) .*");
    private static final String HINT = "# yaml-language-server: $schema=";

    @TempDir
    private static Path folder;

    static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        for (String page : PAGES) {
            Matcher block = BLOCK.matcher(Files.readString(Sluice.HOME.resolve(page)));
            while (block.find()) {
                block.group(1)
                        .lines()
                        .filter(line -> COMMAND.matcher(line).matches())
                        .forEach(commands::add);
            }
        }
        return commands;
    }

    /** A folder with what the pages speak of. */
    @BeforeAll
    static void prepare() throws IOException {
        Files.createSymbolicLink(folder.resolve("sluice"), Sluice.HOME.resolve("sluice"));
        Files.createSymbolicLink(folder.resolve("examples"), Sluice.HOME.resolve("examples"));
        String definition = Files.readString(Sluice.BOOKS);
        Files.writeString(folder.resolve("books-old.yaml"), definition);
        Files.writeString(folder.resolve("books-new.yaml"), definition.replace("decimal(10,2)", "decimal(12,2)"));
    }

    @Test
    void thePagesTellOfEachCommand() throws IOException {
        for (String command : List.of("explain", "infer", "diff")) {
            assertThat(commands()).anyMatch(line -> line.startsWith("./sluice " + command + " "));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void runsAsDocumented(String command) throws Exception {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process shell = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(shell.waitFor(2, TimeUnit.MINUTES)).as("an end").isTrue();
        } finally {
            shell.destroyForcibly();
        }

        assertThat(shell.exitValue()).as(Files.readString(err)).isZero();
        boolean intoFile = command.contains(" > ");
        assertThat(Files.size(intoFile ? folder.resolve("books.yaml") : out)).isPositive();
        if (intoFile) {
            readsTheDefinition(folder.resolve("books.yaml"));
        }
    }

    private static void readsTheDefinition(Path definition) throws Exception {
        String hint = Files.readAllLines(definition).get(0);
        assertThat(hint).startsWith(HINT);
        assertThat(definition.resolveSibling(hint.substring(HINT.length()))).isRegularFile();

        var explain = Sluice.run(
                folder, "explain", "--definition", definition, Sluice.HOME.resolve("examples/books/library.xml"));

        assertThat(explain.code()).as(explain.err()).isZero();
        assertThat(explain.out()).contains(": 4 rows, 0 rejected");
    }
}
