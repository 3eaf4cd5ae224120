package dev.sluice.record.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnReaderTest {

    @Test
    void takesEveryValueOfAListAndOneOfOthersUnlessToldOtherwise() throws Exception {
        assertThat(column("type: string").repeat()).isEqualTo(Repeat.of(Repeat.Kind.ERROR));
        assertThat(column("type: list<string>").repeat()).isEqualTo(Repeat.of(Repeat.Kind.LIST));
        assertThat(column("type: string, repeat: \"join(, )\"").repeat()).isEqualTo(new Repeat(Repeat.Kind.JOIN, ", "));
    }

    @Test
    void refusesARepeatThatDoesNotFitTheType() {
        assertThat(problem("type: string, repeat: list"))
                .isEqualTo("f:8:46: Invalid repeat of column c: list, expected type list<string> with it");
        assertThat(problem("type: list<int>, repeat: first"))
                .isEqualTo("f:8:49: Invalid repeat of column c: first, expected list, because type list<int> takes"
                        + " every value");
        assertThat(problem("type: int, repeat: join(+)"))
                .isEqualTo("f:8:43: Invalid repeat of column c: join(+), expected type string with it, not int");
        assertThat(problem("type: int, repeat: any"))
                .isEqualTo("f:8:43: Invalid repeat of column c: any, expected one of error, first, last, list,"
                        + " join(SEPARATOR)");
    }

    @Test
    void readsADefaultAsAValueOfTheType() throws Exception {
        assertThat(column("type: int, default: 3").defaultValue()).isEqualTo(3);
        assertThat(column("type: string, default: \"\"").defaultValue()).isEqualTo("");
        assertThat(problem("type: int, default: x")).isEqualTo("f:8:44: Invalid default of column c: x, expected int");
        assertThat(problem("type: list<int>, default: 1"))
                .isEqualTo("f:8:50: Invalid default of column c, expected it only for types other than list");
    }

    @Test
    void takesNullForAWordWhereItIsOne() throws Exception {
        assertThat(column("type: string, empty: null").decoder().decode("")).isNull();
        assertThat(column("type: string, empty: keep").decoder().decode("")).isEqualTo("");
        assertThat(problem("type: string, empty: drop"))
                .isEqualTo("f:8:45: Invalid empty of column c: drop, expected one of keep, null");
    }

    @Test
    void refusesAReplacementThatCouldFailLater() {
        assertThat(problem("type: string, normalize: \"replace((, x)\""))
                .startsWith("f:8:49: Invalid normalize of column c: replace((, x), expected replace(regex, text) in");
        assertThat(problem("type: string, normalize: \"replace(a, $1)\"")).endsWith("(there is no group 1)");
        assertThat(problem("type: string, normalize: \"replace(a, $)\"")).endsWith("(nothing after the last $)");
        assertThat(problem("type: string, normalize: replace")).endsWith("expected replace(regex, text)");
    }

    @Test
    void refusesTextOfAnAttribute() {
        assertThat(problem("path: \"@a\", type: string, text: own"))
                .contains("Invalid text of column c, expected it only for elements");
    }

    private static Column column(String keys) throws InvalidDefinitionException {
        return DefinitionReader.parse(yaml(keys), "f").columns().get(2);
    }

    private static String problem(String keys) {
        InvalidDefinitionException invalid = catchThrowableOfType(InvalidDefinitionException.class, () -> column(keys));
        List<DefinitionProblem> problems = invalid.problems();
        assertThat(problems).hasSize(1);
        return problems.get(0).toString();
    }

    private static String yaml(String keys) {
        String path = keys.startsWith("path:") ? "" : "path: c, ";
        return """
                dataset: things
                record: /things/thing
                key: [id]
                partition-by: day
                columns:
                  - {name: id, path: id, type: string}
                  - {name: day, path: day, type: date, required: true}
                  - {name: c, %s%s}
                """.formatted(path, keys);
    }
}
