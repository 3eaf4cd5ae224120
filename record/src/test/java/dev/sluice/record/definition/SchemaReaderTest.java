package dev.sluice.record.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaReaderTest {

    private static final String GOOD = """
            dataset: books
            record: /library/book
            key: [id]
            partition-by: day
            columns:
              - {name: id, path: id, type: string}
              - {name: day, path: day, type: date, required: true}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {"http://example.com/a.xsd", "file:a.xsd", "/etc/a.xsd", "../a.xsd", "b/../../a.xsd", "none.xsd"})
    void refusesASchemaThatIsNotInItsFolder(String schema, @TempDir Path folder) throws Exception {
        assertThat(problemsOf(folder, schema))
                .singleElement()
                .asString()
                .contains("definition.yaml:8:9: Invalid schema: " + schema)
                .endsWith(", expected a file in the definition's folder or below it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/a.xsd", "file:///etc/a.xsd", "/etc/a.xsd", "../../a.xsd", "none.xsd"})
    void refusesWhatASchemaRefersToElsewhere(String location, @TempDir Path folder) throws Exception {
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("a.xsd"), schema("<xs:include schemaLocation='sub/b.xsd'/>"));
        Files.writeString(
                folder.resolve("sub/b.xsd"),
                schema("<xs:import namespace='urn:x' schemaLocation='" + location + "'/>"));

        assertThat(problemsOf(folder, "a.xsd"))
                .singleElement()
                .asString()
                .contains("definition.yaml:8:9: Invalid schema: sub/b.xsd refers to ")
                .endsWith(", expected a file in the definition's folder or below it");
    }

    @Test
    void refusesASchemaBehindALinkOutOfItsFolder(@TempDir Path folder, @TempDir Path other) throws Exception {
        Files.writeString(other.resolve("a.xsd"), schema(""));
        Files.createSymbolicLink(folder.resolve("a.xsd"), other.resolve("a.xsd"));

        assertThat(problemsOf(folder, "a.xsd")).singleElement().asString().contains("a link to another folder");
    }

    @Test
    void refusesASchemaWithAnExternalDtd(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a.xsd"), "<!DOCTYPE a SYSTEM 'a.dtd'>" + schema(""));

        assertThat(problemsOf(folder, "a.xsd"))
                .singleElement()
                .asString()
                .endsWith("Invalid schema: a.xsd refers to a.dtd, expected a schema without external DTD");
    }

    @Test
    void saysWhereASchemaIsWrong(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a.xsd"), schema("\n  <xs:element name='a' type='xs:strng'/>"));

        assertThat(problemsOf(folder, "a.xsd"))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem)
                        .startsWith(folder.resolve("a.xsd") + ":2:")
                        .contains(": Invalid schema: ", "strng")
                        .doesNotContain("sluice:"));
    }

    @Test
    void coversTheSchemasFilesByTheVersion() throws Exception {
        Path folder = Path.of("src/test/resources/cases/schema-imported");
        MessageDigest all = MessageDigest.getInstance("SHA-256");
        for (String file : List.of("definition.yaml", "parts/days.xsd", "parts/notes.xsd", "things.xsd")) {
            all.update(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve(file))));
        }

        assertThat(DefinitionReader.read(folder.resolve("definition.yaml")).version())
                .isEqualTo(HexFormat.of().formatHex(all.digest()).substring(0, 12));
    }

    private static String schema(String content) {
        return "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>" + content + "</xs:schema>";
    }

    private static List<String> problemsOf(Path folder, String schema) throws Exception {
        Path file = Files.writeString(folder.resolve("definition.yaml"), GOOD + "schema: " + schema + "\n");
        return catchThrowableOfType(InvalidDefinitionException.class, () -> DefinitionReader.read(file))
                .problems()
                .stream()
                .map(DefinitionProblem::toString)
                .toList();
    }
}
