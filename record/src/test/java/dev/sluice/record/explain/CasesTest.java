package dev.sluice.record.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.RecordDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder with a {@code definition.yaml}, XML files and an {@code expected.jsonl}, among the examples and the
 * test resources, is a page of the specification. Adding one needs no Java.
 */
class CasesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXAMPLES = Path.of("../examples");
    private static final Path CASES = Path.of("src/test/resources/cases");
    private static final Path REAL = CASES.resolve("real");

    static List<Named<Path>> folders() throws IOException {
        List<Named<Path>> folders = new ArrayList<>();
        for (Path parent : List.of(EXAMPLES, CASES)) {
            try (Stream<Path> found = Files.walk(parent)) {
                found.filter(file -> file.endsWith("definition.yaml"))
                        .map(Path::getParent)
                        .sorted()
                        .forEach(folder ->
                                folders.add(Named.of(parent.relativize(folder).toString(), folder)));
            }
        }
        return folders;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("folders")
    void yieldsWhatIsExpected(Path folder) throws Exception {
        RecordDefinition definition = DefinitionReader.read(folder.resolve("definition.yaml"));
        Explanation explanation = new Explanation(definition);
        ExplainJson json = new ExplainJson(definition);

        List<JsonNode> actual = new ArrayList<>();
        for (Path input : inputs(folder)) {
            String source = input.getFileName().toString();
            for (Explanation.Outcome outcome : explanation.explain(Files.readAllBytes(input))) {
                actual.add(comparable(JSON.readTree(json.line(source, outcome))));
            }
        }

        assertThat(lines(actual)).isEqualTo(lines(expected(folder)));
    }

    @Test
    void coversTheGrammarWithManyCases() throws IOException {
        assertThat(folders()).hasSizeGreaterThanOrEqualTo(150);
    }

    @Test
    void namesTheSourceOfEveryRealDocument() throws IOException {
        try (Stream<Path> real = Files.list(REAL)) {
            assertThat(real.filter(folder -> Files.exists(folder.resolve("definition.yaml"))))
                    .hasSizeGreaterThanOrEqualTo(40)
                    .allSatisfy(folder -> assertThat(folder.resolve("SOURCE.txt"))
                            .content(UTF_8)
                            .contains("Origin: ", "Licence: ", "expected.jsonl: "));
        }
    }

    private static List<Path> inputs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".xml"))
                    .sorted()
                    .toList();
        }
    }

    private static List<JsonNode> expected(Path folder) throws IOException {
        List<JsonNode> expected = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("expected.jsonl"))) {
            expected.add(comparable(JSON.readTree(line)));
        }
        return expected;
    }

    /** Without the sentence for people, whose words are the parser's. */
    private static JsonNode comparable(JsonNode line) {
        if (line.get("rejected") instanceof ObjectNode rejected) {
            rejected.remove("detail");
        }
        return line;
    }

    private static String lines(List<JsonNode> nodes) {
        return nodes.stream()
                .map(node -> {
                    try {
                        return JSON.writeValueAsString(node);
                    } catch (IOException impossible) {
                        throw new UncheckedIOException(impossible);
                    }
                })
                .collect(Collectors.joining("\n"));
    }
}
