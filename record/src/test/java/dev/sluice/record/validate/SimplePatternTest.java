package dev.sluice.record.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimplePatternTest {

    private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());
    private static final String[] PIECES = {
        "a", "b", "[ab]", "[a-c]", "[^a]", "\\d", "\\.", ".", "-", "[b-]", "[]a]", "(a)", "(?:ab)", "a|b", "^", "$",
        "\\w", "\\-", "[\\d.]", "[a\\-c]", "é"
    };
    private static final String[] REPETITIONS = {
        "", "", "", "?", "*", "+", "{2}", "{1,3}", "{0,1}", "{2,}", "{0}", "??", "{,2}"
    };

    @Test
    void agreesWithTheEngineOnRandomPatternsAndTexts() {
        Random random = new Random(SEED);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int pieces = random.nextInt(5); pieces >= 0; pieces--) {
                text.append(PIECES[random.nextInt(PIECES.length)])
                        .append(REPETITIONS[random.nextInt(REPETITIONS.length)]);
            }
            Pattern pattern;
            try {
                pattern = Pattern.compile(text.toString());
            } catch (com.google.re2j.PatternSyntaxException none) {
                continue;
            }
            Predicate<String> simple = SimplePattern.of(pattern);
            for (int j = 0; j < 20; j++) {
                StringBuilder candidate = new StringBuilder();
                for (int chars = random.nextInt(6); chars > 0; chars--) {
                    candidate.append("aabbc1.-é\n]".charAt(random.nextInt(11)));
                }
                String value = candidate.toString();
                assertThat(simple.test(value))
                        .as("pattern %s, text %s, seed %d", text, value, SEED)
                        .isEqualTo(pattern.matches(value));
                accepted += simple.test(value) ? 1 : 0;
            }
        }
        assertThat(accepted).as("texts that matched, seed %d", SEED).isGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[A-Z]{2}-[0-9]{1,12}", "\\d{4}", "[A-Z][a-z]*", "a+b?c", "EUR"})
    void takesTheSimpleWayForSimplePatterns(String pattern) {
        assertThat(SimplePattern.isSimple(Pattern.compile(pattern))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "a*a", "[a-z]+[0-9]?[a-f]", "a|b", "^a", "[^a]", "é", "(?i)a"})
    void leavesDifficultOnesToTheEngine(String pattern) {
        assertThat(SimplePattern.isSimple(Pattern.compile(pattern))).isFalse();
    }
}
