package dev.sluice.record.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {

    private static final String DEFINITION = """
            dataset: d
            record: /r
            key: [id]
            partition-by: day
            columns:
              - {name: id, path: id, type: string}
              - {name: s, path: s, type: string}
              - {name: at, path: at, type: timestamp}
              - {name: seen, path: seen, type: timestamp}
              - {name: day, path: day, type: date, required: true}
              - {name: other, path: other, type: date, required: true}
              - {name: n, path: n, type: int, min: 1, max: 9}
              - {name: m, path: m, type: "decimal(10,2)", one-of: [1, 2]}
              - {name: f, path: f, type: float}
              - {name: l, path: l, type: list<int>}
            """;

    @Test
    void findsNothingBetweenADefinitionAndItself() throws Exception {
        assertThat(changes(DEFINITION.replace("[id]", "id") + "# a comment\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: n, path: n, type: int    | name: n, path: n, type: long  | true  | type       | Wider",
                "type: float                    | type: double                  | true  | type       | Wider",
                "decimal(10,2)                  | decimal(12,2)                 | true  | type       | Wider",
                "list<int>                      | list<long>                    | true  | type       | Wider",
                "decimal(10,2)                  | decimal(12,3)                 | false | type       | no reader",
                "decimal(10,2)                  | decimal(9,2)                  | false | type       | no reader",
                "type: float                    | type: string                  | false | type       | no reader",
                "list<int>                      | int                           | false | type       | no reader",
                "dataset: d                     | dataset: e                    | false | dataset    | begin empty",
                "record: /r                     | record: /s                    | false | record     | Other elements",
                "key: [id]                      | key: [id, day]                | false | key        | duplicates",
                "partition-by: day              | partition-by: other           | false | partition-by | built anew",
                "partition-by: day              | partition-by: month(day)      | false | partition-by | built anew",
                "path: id,                      | path: no,                     | false | path       | another key",
                "path: f,                       | path: g,                      | true  | path       | the new place",
                "max: 9                         | max: 10                       | true  | max        | Looser",
                "max: 9                         | max: 8                        | true  | max        | Stricter",
                "min: 1,                        | min: 0,                       | true  | min        | Looser",
                "type: float                    | type: float, min: 0           | true  | min        | Stricter",
                "'[1, 2]'                       | '[1, 2, 3]'                   | true  | one-of     | Looser",
                "'[1, 2]'                       | '[1]'                         | true  | one-of     | Stricter",
                "type: float                    | type: float, required: true   | true  | required   | Stricter",
            })
    void classifiesAChange(String from, String to, boolean compatible, String key, String effect) throws Exception {
        assertThat(DEFINITION).contains(from);

        assertThat(changes(DEFINITION.replace(from, to))).singleElement().satisfies(change -> {
            assertThat(change.compatible()).isEqualTo(compatible);
            assertThat(change.key()).isEqualTo(key);
            assertThat(change.effect()).contains(effect);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # of the dataset; what is added goes before the columns
            ''                          | event-time: at                | event-time         | ''      | at     | true  | older rows have null for their delay
            event-time: at              | ''                            | event-time         | at      | ''     | true  | New rows are never late
            event-time: at              | event-time: seen              | event-time         | at      | seen   | true  | measured by the new column
            ''                          | late-after: 90m               | late-after         | 24h     | 90m    | true  | late by the new measure
            ''                          | future-tolerance: 1h          | future-tolerance   | 24h     | 1h     | true  | flagged by the new measure
            ''                          | unknown-elements: rescue      | unknown-elements   | ignore  | rescue | true  | older rows have null there
            unknown-elements: rescue    | ''                            | unknown-elements   | rescue  | ignore | true  | New rows have null in _rescued_data
            ''                          | unknown-elements: reject      | unknown-elements   | ignore  | reject | true  | Stricter: records with elements
            unknown-elements: reject    | ''                            | unknown-elements   | reject  | ignore | true  | Looser, no record is rejected
            ''                          | dtd: skip                     | dtd                | refuse  | skip   | true  | Looser: messages with a DOCTYPE become rows
            dtd: skip                   | dtd: refuse                   | dtd                | skip    | refuse | true  | Stricter: messages with a DOCTYPE become dead letters
            ''                          | unique: table                 | unique             | partition | table | true | New rows are compared with those of all dates
            ''                          | allow-empty: true             | allow-empty        | false   | true   | true  | Looser: messages without records
            allow-empty: true           | ''                            | allow-empty        | true    | false  | true  | Stricter: messages without records
            limits: {depth: 9}          | ''                            | limits.depth       | 9       | 256    | true  | Looser: messages up to it
            ''                          | limits: {message-bytes: 1MiB} | limits.message-bytes | 16777216 | 1048576 | true | Stricter: messages past it
            ''                          | 'explode: {path: x}'          | explode            | ''      | x      | false | Other elements become rows
            'explode: {path: x}'        | 'explode: {path: x, outer: true}' | explode        | x       | x, outer | false | Other elements become rows
            ''                          | 'rules: [{name: s, expr: n > 1}]' | rules.s        | ''      | n > 1  | true  | Stricter: records that were accepted may be rejected
            ''                          | 'rules: [{name: s, expr: n > 1, on-violation: flag}]' | rules.s | '' | n > 1 | true | Stricter: new rows may be flagged
            'rules: [{name: s, expr: n > 1}]' | ''                      | rules.s            | n > 1   | ''     | true  | Looser
            'rules: [{name: s, expr: n > 1}]' | 'rules: [{name: s, expr: n > 2}]' | rules.s  | n > 1   | n > 2  | true  | and the other way
            'rules: [{name: s, expr: n > 1}]' | 'rules: [{name: s, expr: n > 1, on-violation: flag}]' | rules.s.on-violation | reject | flag | true | Looser
            'rules: [{name: s, expr: n > 1, on-violation: flag}]' | 'rules: [{name: s, expr: n > 1}]' | rules.s.on-violation | flag | reject | true | Stricter
            """)
    void saysWhatAChangeOfTheDatasetDoes(
            String from, String to, String key, String oldValue, String newValue, boolean compatible, String effect)
            throws Exception {
        assertThat(Comparison.between(with(from), "old.yaml", with(to), "new.yaml"))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.key()).isEqualTo(key);
                    assertThat(change.from()).isEqualTo(oldValue);
                    assertThat(change.to()).isEqualTo(newValue);
                    assertThat(change.compatible()).isEqualTo(compatible);
                    assertThat(change.effect()).contains(effect);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # keys of a column of type string; when it is the key of the dataset, all but rules are incompatible
            ''                        | mask: redact              | mask        | false | build them anew
            mask: redact              | ''                        | mask        | false | Personal data gets into new files
            mask: redact              | mask: sha256              | mask        | false | not equal under both masks
            ''                        | normalize: [trim]         | normalize   | true  | Equal texts may differ
            normalize: [trim]         | 'normalize: [trim, upper]' | normalize  | true  | as they are normalized now
            ''                        | null-values: [n/a]        | null-values | true  | null for the texts named now
            null-values: [n/a]        | ''                        | null-values | true  | and for no others
            ''                        | empty: null               | empty       | true  | null for an empty text
            empty: null               | empty: keep               | empty       | true  | "" for an empty text
            ''                        | default: x                | default     | true  | New rows have x where there is no value; older rows keep null.
            default: x                | default: y                | default     | true  | New rows have y where there is no value; older rows keep x.
            default: x                | ''                        | default     | true  | New rows have null
            'default: x, required: true' | required: true         | default     | true  | Stricter: records without the value
            ''                        | text: own                 | text        | true  | the element's own text
            text: own                 | text: deep                | text        | true  | all text in the element
            ''                        | repeat: first             | repeat      | true  | Looser: records with several values
            repeat: first             | repeat: last              | repeat      | true  | another one of several values
            repeat: first             | repeat: error             | repeat      | true  | Stricter: records with several values
            ''                        | required: true            | required    | true  | Stricter: records that were accepted may be rejected
            required: true            | required: false           | required    | true  | Looser
            ''                        | min-length: 2             | min-length  | true  | Stricter
            min-length: 2             | min-length: 1             | min-length  | true  | Looser
            ''                        | max-length: 9             | max-length  | true  | Stricter
            max-length: 9             | ''                        | max-length  | true  | Looser
            ''                        | pattern: a                | pattern     | true  | Stricter
            pattern: a                | pattern: b                | pattern     | true  | and the other way
            pattern: a                | ''                        | pattern     | true  | Looser
            'one-of: [a, b]'          | 'one-of: [b, c]'          | one-of      | true  | and the other way
            'pattern: a, on-violation: flag' | 'pattern: b, on-violation: flag' | pattern | true | New rows may be flagged
            pattern: a                | 'pattern: a, on-violation: flag' | on-violation | true | Looser
            'pattern: a, on-violation: flag' | pattern: a         | on-violation | true | Stricter
            """)
    void saysWhatAChangeOfAColumnDoes(String from, String to, String key, boolean compatible, String effect)
            throws Exception {
        assertThat(columnChanges("s", "string", from, to)).singleElement().satisfies(change -> {
            assertThat(change.column()).isEqualTo("s");
            assertThat(change.key()).isEqualTo(key);
            assertThat(change.compatible()).isEqualTo(compatible);
            assertThat(change.effect()).contains(effect);
        });
        if ((from + to).contains("redact")) {
            return; // no key can be
        }
        boolean isRule = RuleChange.KEYS.contains(key);
        assertThat(columnChanges("id", "string", from, to))
                .singleElement()
                .satisfies(change -> assertThat(change.compatible()).isEqualTo(isRule));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timestamp | ''                 | zone: UTC       | zone     | read by the new zone alone
            date      | ''                 | format: yyyyMMdd | format  | read by the new format alone
            binary    | ''                 | encoding: hex   | encoding | read by the new encoding alone
            """)
    void saysWhatAnotherFormatDoes(String type, String from, String to, String key, String effect) throws Exception {
        assertThat(columnChanges("s", type, from, to)).singleElement().satisfies(change -> {
            assertThat(change.key()).isEqualTo(key);
            assertThat(change.compatible()).isTrue();
            assertThat(change.effect()).contains(effect);
        });
    }

    @Test
    void takesADefaultForWritten() throws Exception {
        String written =
                "unique: partition\nlate-after: 24h\nfuture-tolerance: 24h\nunknown-elements: ignore\ndtd: refuse\nallow-empty: false\n"
                        + "limits: {depth: 256, message-bytes: 16MiB}";
        assertThat(Comparison.between(DEFINITION, "old.yaml", with(written), "new.yaml"))
                .isEmpty();
        String column = "required: false, text: deep, empty: keep, mask: none, repeat: error, on-violation: reject";
        assertThat(columnChanges("s", "string", "", column)).isEmpty();
        assertThat(columnChanges("s", "list<string>", "", "repeat: list")).isEmpty();
    }

    @Test
    void readsPathsByTheirNamespaces() throws Exception {
        String one = with("namespaces: {a: urn:1}").replace("path: f", "path: \"a:f\"");
        String renamed = one.replace("{a:", "{b:").replace("a:f", "b:f");
        String other = one.replace("urn:1", "urn:2");

        assertThat(Comparison.between(one, "old.yaml", renamed, "new.yaml")).isEmpty();
        assertThat(Comparison.between(one, "old.yaml", other, "new.yaml"))
                .singleElement()
                .satisfies(change -> assertThat(change.key() + " " + change.from() + " " + change.to())
                        .isEqualTo("path {urn:1}f/ {urn:2}f/"));
    }

    @Test
    void tellsThatColumnsHaveAnotherOrder() throws Exception {
        String f = "  - {name: f, path: f, type: float}\n";
        String l = "  - {name: l, path: l, type: list<int>}\n";

        assertThat(changes(DEFINITION.replace(f + l, l + f))).singleElement().satisfies(change -> {
            assertThat(change.compatible()).isTrue();
            assertThat(change.to()).endsWith("l, f");
        });
    }

    @Test
    void takesXmlAndStringForTextInFiles() throws Exception {
        assertThat(changes(DEFINITION.replace("path: s, type: string", "path: s, type: xml")))
                .singleElement()
                .satisfies(change ->
                        assertThat(change.compatible() + change.effect()).startsWith("trueBoth are text in files"));
    }

    @Test
    void seesASchemaThatCameWentOrChanged(@TempDir Path folder) throws Exception {
        String none = schema(folder.resolve("none"), "", "");
        String first = schema(folder.resolve("first"), "r.xsd", "<xs:element name='r'/>");
        String same = schema(folder.resolve("same"), "r.xsd", "<xs:element name='r'/>");
        String changed = schema(folder.resolve("changed"), "r.xsd", "<xs:element name='x'/>");
        String renamed = schema(folder.resolve("renamed"), "s.xsd", "<xs:element name='r'/>");

        assertThat(between(none, first)).containsExactly("schema:  -> r.xsd, Stricter");
        assertThat(between(first, none)).containsExactly("schema: r.xsd -> , Looser");
        assertThat(between(first, same)).isEmpty();
        assertThat(between(first, changed)).containsExactly("schema: r.xsd -> r.xsd with another content, Messages");
        assertThat(between(first, renamed)).containsExactly("schema: r.xsd -> s.xsd, Messages");
    }

    private static String schema(Path folder, String name, String content) throws IOException {
        Files.createDirectory(folder);
        if (!name.isEmpty()) {
            Files.writeString(
                    folder.resolve(name),
                    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'>" + content + "</xs:schema>");
        }
        Path definition = folder.resolve("definition.yaml");
        Files.writeString(definition, name.isEmpty() ? DEFINITION : with("schema: " + name));
        return definition.toString();
    }

    private static List<String> between(String old, String now) throws Exception {
        return Comparison.between(Files.readString(Path.of(old)), old, Files.readString(Path.of(now)), now).stream()
                .map(change -> change.key() + ": " + change.from() + " -> " + change.to() + ", "
                        + change.effect().split("[: ]", 2)[0])
                .toList();
    }

    /** With a key of the dataset. */
    private static String with(String key) {
        return DEFINITION.replace("columns:\n", key + "\ncolumns:\n");
    }

    /** Of the column id or s, when it has other keys. */
    private static List<Change> columnChanges(String name, String type, String from, String to) throws Exception {
        String column = "{name: " + name + ", path: " + name + ", type: string}";
        assertThat(DEFINITION).contains(column);
        return Comparison.between(
                DEFINITION.replace(column, column(name, type, from)),
                "old.yaml",
                DEFINITION.replace(column, column(name, type, to)),
                "new.yaml");
    }

    private static String column(String name, String type, String keys) {
        return "{name: " + name + ", path: " + name + ", type: " + type + (keys.isEmpty() ? "" : ", " + keys) + "}";
    }

    @Test
    void allowsANewColumnUnlessOldMessagesLackIt() throws Exception {
        assertThat(changes(DEFINITION + "  - {name: new, path: new, type: int}\n"))
                .containsExactly(new Change(
                        "new", "name", "", "new", true, "Older files lack the column; readers take it for null."));
        assertThat(changes(DEFINITION + "  - {name: new, path: new, type: int, required: true}\n"))
                .singleElement()
                .satisfies(change -> assertThat(change.compatible()).isFalse());
    }

    @Test
    void tellsARenamedColumnFromARemovedOne() throws Exception {
        assertThat(changes(DEFINITION.replace("name: f,", "name: g,")))
                .anySatisfy(change -> assertThat(change.effect()).startsWith("Renamed to g"));
        assertThat(changes(DEFINITION.replace("  - {name: f, path: f, type: float}\n", "")))
                .singleElement()
                .satisfies(change -> assertThat(change.compatible()).isFalse());
    }

    private static List<Change> changes(String changed) throws Exception {
        return Comparison.between(DEFINITION, "old.yaml", changed, "new.yaml");
    }
}
