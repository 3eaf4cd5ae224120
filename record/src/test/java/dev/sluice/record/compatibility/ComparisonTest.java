package dev.sluice.record.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
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
                "path: id,                      | path: no,                     | false | path       | another key",
                "path: f,                       | path: g,                      | true  | path       | new way",
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
