package dev.sluice.record.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionReaderTest {

    private static final Path BOOKS = Path.of("../examples/books/definition.yaml");
    private static final String GOOD = """
            dataset: books
            record: /library/book
            key: [id]
            partition-by: day
            columns:
              - {name: id, path: id, type: string}
              - {name: day, path: day, type: date, required: true}
            """;

    @Test
    void readsTheBooksExample() throws Exception {
        RecordDefinition books = DefinitionReader.read(BOOKS);

        assertThat(books.dataset()).isEqualTo("books");
        assertThat(books.recordPath()).hasToString("/library/book");
        assertThat(books.columns()).hasSize(14);
        assertThat(books.keyColumns()).containsExactly(0);
        assertThat(books.eventTimeColumn()).hasValue(books.columnIndex("event_time"));
        assertThat(books.partitionBy()).hasToString("published_on");
        assertThat(books.lateAfter()).isEqualTo(Duration.ofHours(24));
    }

    @Test
    void takesTheVersionFromTheFilesBytes() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(BOOKS));

        assertThat(DefinitionReader.read(BOOKS).version())
                .isEqualTo(HexFormat.of().formatHex(digest).substring(0, 12));
    }

    @Test
    void hasSafeDefaults() throws Exception {
        RecordDefinition definition = DefinitionReader.parse(GOOD, "good.yaml");

        assertThat(definition.limits())
                .isEqualTo(new Limits(16 << 20, 256, 256, 1024, 1 << 20, 5_000, 100_000, 64 << 20));
        assertThat(definition.lateAfter()).isEqualTo(Duration.ofHours(24));
        assertThat(definition.futureTolerance()).isEqualTo(Duration.ofHours(24));
        assertThat(definition.unknownElements()).isEqualTo(UnknownElements.IGNORE);
        assertThat(definition.allowEmpty()).isFalse();
        assertThat(definition.columns().get(0).rules().onViolation()).isEqualTo(OnViolation.REJECT);
    }

    @Test
    void readsEveryLimit() throws Exception {
        String limits = "limits: {message-bytes: 2MiB, depth: 3, attributes: 4, name-length: 5, text-length: 6,"
                + " names: 7, records: 8, rows-bytes: 3KiB}\n";

        assertThat(DefinitionReader.parse(GOOD + limits, "f").limits())
                .isEqualTo(new Limits(2 << 20, 3, 4, 5, 6, 7, 8, 3 << 10));
    }

    @Test
    void namesAllProblemsAtOnceInTheOrderOfTheFile() {
        String yaml = """
                dataset: Books!
                record: library/book
                key: [idd]
                partition-by: price
                unknown-elements: drop
                colour: red
                columns:
                  - {name: id, path: id, type: strng}
                  - {name: _secret, path: a//b, type: string}
                  - {name: price, path: price, type: "decimal(3,4)"}
                  - {name: price, path: q:price, type: int, min: low, require: true}
                """;

        assertThat(problemsOf(yaml))
                .containsExactly(
                        "f:1:10: Invalid dataset: Books!, expected lower-case letters, digits, - and _, a letter first,"
                                + " at most 100",
                        "f:2:9: Invalid record: library/book, expected the path of an element from the root, such as"
                                + " /library/book",
                        "f:3:7: Invalid key: idd, expected the name of a column; did you mean id?",
                        "f:5:19: Invalid unknown-elements: drop, expected one of ignore, rescue, reject",
                        "f:6:1: Invalid key: colour, expected one of dataset, record, explode, key, event-time, late-after,"
                                + " future-tolerance, partition-by, unique, namespaces, unknown-elements, dtd, schema, allow-empty, limits, columns, rules",
                        "f:8:32: Invalid type of column id: strng, expected string, boolean, int, long, float, double,"
                                + " date, time, timestamp, binary, xml, decimal(p,s) with 1 <= p <= 38 and 0 <= s <= p,"
                                + " or list<one of these>; did you mean string?",
                        "f:9:12: Invalid name of column _secret: _secret, expected letters, digits and _, a letter first"
                                + " (names with _ first are Sluice's own)",
                        "f:9:27: Invalid path of column _secret: a//b, expected a name between slashes, such as"
                                + " library/book",
                        "f:10:38: Invalid type of column price: decimal(3,4), expected string, boolean, int, long,"
                                + " float, double, date, time, timestamp, binary, xml, decimal(p,s) with 1 <= p <= 38"
                                + " and 0 <= s <= p, or list<one of these>",
                        "f:11:25: Invalid path of column price: q:price, expected a prefix that namespaces declares; q"
                                + " is not there",
                        "f:11:50: Invalid min of column price: low, expected int",
                        "f:11:55: Invalid key of column price: require, expected one of name, path, type, repeat,"
                                + " required, default, text, normalize, null-values, empty, mask, format, zone,"
                                + " encoding, min, max, min-length, max-length, pattern, one-of, on-violation; did you mean required?");
    }

    @Test
    void refusesTheYearOfTheWeek() {
        assertThat(problemsOf(GOOD.replace("type: date", "type: date, format: dd.MM.YYYY")))
                .singleElement()
                .asString()
                .contains("f:7:48: Invalid format of column day: dd.MM.YYYY (Y is the year of the week");
    }

    @Test
    void refusesAFormatThatCannotTellADate() {
        assertThat(problemsOf(GOOD.replace("type: date", "type: date, format: dd.MM")))
                .singleElement()
                .asString()
                .contains("Invalid format of column day: dd.MM (it does not tell a date)");
    }

    @Test
    void refusesTwoColumnsThatDifferOnlyInCase() {
        assertThat(problemsOf(GOOD + "  - {name: ID, path: x, type: int}\n"))
                .containsExactly("f:8:12: Invalid name: ID, expected one that no other column has in any case");
    }

    @Test
    void refusesAKeyThatHasNoCanonicalText() {
        assertThat(problemsOf(GOOD.replace("type: string", "type: double")))
                .containsExactly("f:3:7: Invalid key: id of type double, expected a column of type string, boolean,"
                        + " int, long, decimal, date, time or timestamp");
    }

    @Test
    void refusesEventTimeAndPartitionOfOtherTypes() {
        assertThat(problemsOf(GOOD.replace("partition-by: day", "partition-by: id\nevent-time: day")))
                .containsExactly(
                        "f:4:15: Invalid partition-by: id of type string, expected a column of type date, or year(...),"
                                + " month(...) or day(...) of one of type date or timestamp, or hour(...) of one of type"
                                + " timestamp",
                        "f:5:13: Invalid event-time: day of type date, expected a column of type timestamp");
    }

    @Test
    void takesAPartitionColumnThatMayBeEmpty() throws Exception {
        assertThat(DefinitionReader.parse(GOOD.replace(", required: true", ""), "f")
                        .partitionBy())
                .hasToString("day");
    }

    @Test
    void refusesKeysThatMeanNothingForTheType() {
        assertThat(problemsOf(GOOD.replace("type: string", "type: string, min: 1, zone: UTC, encoding: hex")))
                .containsExactly(
                        "f:6:45: Invalid min of column id, expected it only for numbers, dates and times",
                        "f:6:54: Invalid zone of column id, expected it only for type timestamp",
                        "f:6:69: Invalid encoding of column id, expected it only for type binary");
    }

    @Test
    void refusesAKeyThatStandsTwice() {
        assertThat(problemsOf(GOOD + "dataset: other\n"))
                .containsExactly("f:8:1: Invalid key: dataset, expected it only once");
    }

    @Test
    void refusesAPathThatSharesStepsWithSomeRecordsOnly() {
        String yaml = GOOD.replace("record: /", "namespaces: {p: u}\nrecord: /")
                .replace("path: day", "path: \"/p:library/day\"");

        assertThat(problemsOf(yaml))
                .containsExactly("f:8:23: Invalid path of column day: /p:library/day, expected no narrower"
                        + " step than /library/book has in its place");
    }

    @Test
    void saysWhereTheYamlIsBroken() {
        assertThat(problemsOf("dataset: [books\nrecord: x\n"))
                .singleElement()
                .asString()
                .startsWith("f:2:")
                .contains("Invalid YAML");
    }

    @Test
    void namesEveryMissingKey() {
        assertThat(problemsOf("dataset: a\n"))
                .containsExactly(
                        "f:1:1: Missing record",
                        "f:1:1: Missing columns",
                        "f:1:1: Missing key",
                        "f:1:1: Missing partition-by");
    }

    @Test
    void saysThatAFileIsNotThere(@TempDir Path folder) {
        Path missing = folder.resolve("none.yaml");

        assertThatThrownBy(() -> DefinitionReader.read(missing))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage(missing + ": Cannot read the definition: no such file");
    }

    @Test
    void saysThatAFileIsEmpty() {
        assertThat(problemsOf("")).containsExactly("f: Cannot read the definition: it is empty");
    }

    private static List<String> problemsOf(String yaml) {
        InvalidDefinitionException invalid =
                catchThrowableOfType(InvalidDefinitionException.class, () -> DefinitionReader.parse(yaml, "f"));
        return invalid.problems().stream().map(DefinitionProblem::toString).toList();
    }
}
