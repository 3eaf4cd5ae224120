package dev.sluice.record.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.RecordDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/record-definition.md} tells is so: its examples are run, and no key is missing. */
class GuideTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PAGE = Path.of("../docs/record-definition.md");
    private static final Path SCHEMA = Path.of("../docs/record-definition.schema.json");
    private static final Pattern EXAMPLE =
            Pattern.compile("```yaml\n(.*?)```\n```xml\n(.*?)```\n```json\n(.*?)```", Pattern.DOTALL);
    private static final String AROUND = """
            dataset: things
            record: /things/thing
            key: guide_id
            partition-by: guide_day
            """;
    private static final String COLUMNS = """
            columns:
              - {name: guide_id, path: "@id", type: string}
              - {name: guide_day, path: "@day", type: date, required: true}
            """;

    static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(Files.readString(PAGE));
        while (matcher.find()) {
            examples.add(new Example(matcher.group(1), matcher.group(2), matcher.group(3)));
        }
        return examples;
    }

    @Test
    void hasEveryBlockOfYamlInAnExample() throws IOException {
        assertThat(Files.readString(PAGE).split("```yaml", -1))
                .hasSize(examples().size() + 1);
    }

    @Test
    void tellsEveryKey() throws IOException {
        String page = Files.readString(PAGE);
        JsonNode schema = JSON.readTree(SCHEMA.toFile());

        for (String keys : List.of("", "/definitions/column", "/properties/limits", "/properties/explode")) {
            assertThat(schema.at(keys + "/properties").fieldNames())
                    .toIterable()
                    .isNotEmpty()
                    .allSatisfy(key ->
                            assertThat(page).containsPattern("`" + key + "[`:]").contains(key + ":"));
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void showsWhatComesOut(Example example) throws Exception {
        RecordDefinition definition = DefinitionReader.parse(example.definition(), PAGE.toString());
        ExplainJson lines = new ExplainJson(definition);

        List<JsonNode> actual = new ArrayList<>();
        for (Explanation.Outcome outcome :
                new Explanation(definition).explain(example.xml().getBytes(StandardCharsets.UTF_8))) {
            actual.add(shown(JSON.readTree(lines.line("page", outcome))));
        }

        List<JsonNode> expected = new ArrayList<>();
        for (String line : example.json().lines().toList()) {
            expected.add(JSON.readTree(line));
        }
        assertThat(actual).isEqualTo(expected);
    }

    /** The row, or the reason why there is none. */
    private static JsonNode shown(JsonNode line) {
        if (line.get("row") instanceof ObjectNode row) {
            return row.without(List.of("guide_id", "guide_day"));
        }
        return JSON.createObjectNode().set("rejected", line.at("/rejected/reason"));
    }

    private record Example(String yaml, String xml, String json) {

        /** A part of a definition is put into the one that the page tells of. */
        String definition() {
            return yaml.contains("dataset: ") ? yaml : AROUND + yaml.replace("columns:\n", COLUMNS);
        }

        @Override
        public String toString() {
            return yaml;
        }
    }
}
