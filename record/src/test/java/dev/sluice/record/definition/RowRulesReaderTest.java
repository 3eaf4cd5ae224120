package dev.sluice.record.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class RowRulesReaderTest {

    @Test
    void checksAnExpressionAgainstTheColumns() {
        assertThat(problemsOf("{name: r, expr: n < s}"))
                .singleElement()
                .asString()
                .startsWith("f:10:25: Invalid expr of rule r: n < s, expected a CEL expression over the columns that is"
                        + " true or false (found no matching overload");
        assertThat(problemsOf("{name: r, expr: n < m}"))
                .singleElement()
                .asString()
                .contains("undeclared reference to 'm'")
                .endsWith("at character 5)");
        assertThat(problemsOf("{name: r, expr: n + 1}"))
                .singleElement()
                .asString()
                .contains("expected type 'bool'");
        assertThat(problemsOf("{name: r, expr: n <}")).isNotEmpty();
    }

    @Test
    void namesEveryProblemOfARule() {
        assertThat(problemsOf("{name: R, expr: n > 1, on-violation: drop}"))
                .containsExactly(
                        "f:10:16: Invalid name of rule R: R, expected lower-case letters, digits, - and _, a letter"
                                + " first, at most 100",
                        "f:10:46: Invalid on-violation of rule R: drop, expected one of reject, flag");
        assertThat(problemsOf("{expression: n > 1}")).hasSize(3);
    }

    @Test
    void hasNothingThatReachesOutsideTheRow() {
        for (String expression : List.of("getenv('HOME') == ''", "java.lang.System.exit(0)", "n.getClass() == n")) {
            assertThat(problemsOf("{name: r, expr: \"" + expression + "\"}")).isNotEmpty();
        }
    }

    @Test
    void passesOverNullUnlessItAsks() throws Exception {
        assertThat(holds("n > 5", null, null)).isTrue();
        assertThat(holds("n != null", null, null)).isFalse();
        assertThat(holds("n != null && s == 'a'", null, null)).isTrue();
        assertThat(holds("n == null || n > 5", 3, null)).isFalse();
    }

    @Test
    void breaksWhenItCannotBeComputed() throws Exception {
        assertThat(holds("10 / n > 1", 0, null)).isFalse();
    }

    private static boolean holds(String expression, Integer n, String s) throws Exception {
        RowExpression compiled = DefinitionReader.parse(yaml("{name: r, expr: \"" + expression + "\"}"), "f")
                .rules()
                .get(0)
                .expression();
        return compiled.holds(new Object[] {"id", null, n, s});
    }

    private static List<String> problemsOf(String rule) {
        InvalidDefinitionException invalid =
                catchThrowableOfType(InvalidDefinitionException.class, () -> DefinitionReader.parse(yaml(rule), "f"));
        return invalid.problems().stream().map(DefinitionProblem::toString).toList();
    }

    private static String yaml(String rule) {
        return """
                dataset: things
                record: /things/thing
                key: [id]
                partition-by: day
                columns:
                  - {name: id, path: id, type: string}
                  - {name: day, path: day, type: date, required: true}
                  - {name: n, path: n, type: int}
                  - {name: s, path: s, type: string}
                rules: [%s]
                """.formatted(rule);
    }
}
