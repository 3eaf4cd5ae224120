package dev.sluice.record.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.record.definition.PathParser.InvalidPathException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathParserTest {

    private final PathParser parser = new PathParser(Map.of("p", "urn:p"));

    @Test
    void readsPredicatesInTheirOrder() throws Exception {
        Step step = parser.parse("p:a[@k='v'][b/@k = \"w\"][2]").steps().get(0);

        assertThat(step).hasToString("p:a");
        assertThat(step.predicates())
                .containsExactly(
                        new Predicate.Equal(parser.parse("@k"), "v"),
                        new Predicate.Equal(parser.parse("b/@k"), "w"),
                        new Predicate.Position(2));
    }

    @Test
    void takesSlashesAndBracketsWithinQuotesForText() throws Exception {
        XmlPath path = parser.parse("a[b='/][']/c");

        assertThat(path.steps()).hasSize(2);
        assertThat(path.steps().get(0).predicates()).isEqualTo(List.of(new Predicate.Equal(parser.parse("b"), "/][")));
    }

    @Test
    void readsWildcards() throws Exception {
        assertThat(parser.parse("*/p:*").steps()).allMatch(Step::isAny);
    }

    @Test
    void saysWhatIsNoPath() {
        assertThat(expectationOf("a[b='c'")).isEqualTo("a ] after each [");
        assertThat(expectationOf("a[b='c']d")).isEqualTo("nothing but predicates after a predicate");
        assertThat(expectationOf("a[0]")).endsWith("[0] is none");
        assertThat(expectationOf("a[last()]")).endsWith("[last()] is none");
        assertThat(expectationOf("a[b[1]='c']")).endsWith("[b[1] is none");
        assertThat(expectationOf("a/@*")).isEqualTo("the name of an attribute after @");
        assertThat(expectationOf("a//b")).startsWith("a name between slashes");
        assertThat(expectationOf("q:a[1]")).isEqualTo("a prefix that namespaces declares; q is not there");
    }

    private String expectationOf(String path) {
        return catchThrowableOfType(InvalidPathException.class, () -> parser.parse(path))
                .expectation();
    }
}
