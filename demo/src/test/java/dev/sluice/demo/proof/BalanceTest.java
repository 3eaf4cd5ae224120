package dev.sluice.demo.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.demo.proof.Balance.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BalanceTest {

    @Test
    void isAccountedForWhenAllSourcesOfANumberSayTheSame() {
        var balance = new Balance()
                .add("rows", Map.of(Source.SENT, 7L, Source.RAW, 7L))
                .add("tombstones", Map.of(Source.SENT, 1L));

        assertThat(balance.isAccountedFor()).isTrue();
        assertThat(balance.differences()).isEmpty();
    }

    @Test
    void namesTheNumberThatDiffersAndMarksItsLine() {
        var balance = new Balance()
                .add("rows", Map.of(Source.SENT, 7L, Source.RAW, 6L))
                .add("messages", Map.of(Source.SENT, 3L, Source.AUDIT, 3L));

        assertThat(balance.isAccountedFor()).isFalse();
        assertThat(balance.differences()).containsExactly("rows: {SENT=7, RAW=6}");
        assertThat(balance.table()).element(1).asString().startsWith("rows").endsWith("<- differs");
    }

    @Test
    void namesItsNumbersForProgramsInOneWord() {
        var balance = new Balance().add("rows + duplicates", Map.of(Source.SENT, 7L, Source.DEAD_LETTERS, 7L));

        assertThat(balance.numbers()).containsOnlyKeys("rows_duplicates");
        assertThat(balance.numbers().get("rows_duplicates")).containsOnlyKeys("sent", "dead_letters");
    }
}
