package dev.sluice.record.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code docs/record-definition.schema.json}, by which editors complete definitions, knows what the reader knows. */
class DefinitionSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FILE = Path.of("../docs/record-definition.schema.json");
    private static final List<Path> FOLDERS = List.of(Path.of("../examples"), Path.of("src/test/resources/cases"));
    private static final String HINT = "# yaml-language-server: $schema=";
    private static final Pattern KNOWN = Pattern.compile("expected one of ([a-z, -]+[a-z])");
    private static final String DEFINITION = """
            dataset: d
            record: /r
            key: id
            partition-by: day
            columns:
              - {name: id, path: id, type: string}
              - {name: day, path: day, type: date, required: true}
            """;

    static List<Path> definitions() throws IOException {
        List<Path> definitions = new ArrayList<>();
        for (Path folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.endsWith("definition.yaml")).sorted().forEach(definitions::add);
            }
        }
        return definitions;
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void acceptsEveryDefinitionThatTheReaderAccepts(Path definition) throws IOException {
        assertThat(problems(Files.readString(definition))).isEmpty();
    }

    @Test
    void isNamedToEditorsByEveryExample() throws IOException {
        for (Path definition : definitions()) {
            if (definition.startsWith(FOLDERS.get(0))) {
                String hint = Files.readAllLines(definition).get(0);
                assertThat(hint).as(definition.toString()).startsWith(HINT);
                assertThat(definition.resolveSibling(hint.substring(HINT.length())))
                        .isRegularFile()
                        .satisfies(named ->
                                assertThat(Files.isSameFile(named, FILE)).isTrue());
            }
        }
    }

    @Test
    void hasTheKeysOfTheReader() throws IOException {
        JsonNode schema = schemaNode();

        assertThat(schema.at("/properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(keysOfReader(DEFINITION + "xyz: 1\n"));
        assertThat(schema.at("/definitions/column/properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        keysOfReader(DEFINITION.replace("path: id,", "path: id, xyz: 1,")));
        assertThat(schema.at("/properties/limits/properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(keysOfReader(DEFINITION + "limits: {xyz: 1}\n"));
        assertThat(schema.at("/properties/explode/properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(keysOfReader(DEFINITION + "explode: {path: a, xyz: 1}\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key: id       | kee: id",
                "path: id,     | path: id, requird: true,",
                "record: /r    | record: r",
                "type: string  | type: text",
                "type: string  | type: 'list<list<int>>'",
                "dataset: d    | dataset: D",
                "path: id,     | path: id, repeat: some,",
                "path: id,     | path: id, on-violation: ignore,",
                "by: day       | by: week(day)",
                "path: id,     | path: id, normalize: [trim, strip],",
            })
    void refusesWhatTheReaderRefuses(String right, String wrong) throws IOException {
        String definition = DEFINITION.replace(right, wrong);

        assertThat(problems(DEFINITION)).isEmpty();
        assertThat(problems(definition)).isNotEmpty();
        assertThat(catchThrowableOfType(
                        InvalidDefinitionException.class, () -> DefinitionReader.parse(definition, "definition.yaml")))
                .isNotNull();
    }

    /** The reader's answer to a wrong key names all the right ones. */
    private static List<String> keysOfReader(String wrongDefinition) {
        InvalidDefinitionException refusal = catchThrowableOfType(
                InvalidDefinitionException.class, () -> DefinitionReader.parse(wrongDefinition, "definition.yaml"));
        Matcher known = KNOWN.matcher(String.valueOf(refusal.getMessage()));
        assertThat(known.find()).isTrue();
        return List.of(known.group(1).split(", "));
    }

    private static JsonNode schemaNode() throws IOException {
        return JSON.readTree(FILE.toFile());
    }

    private static List<String> problems(String yaml) throws IOException {
        Object definition = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(schemaNode());
        return schema.validate(JSON.valueToTree(definition)).stream()
                .map(problem -> problem.getInstanceLocation() + ": " + problem.getMessage())
                .toList();
    }
}
