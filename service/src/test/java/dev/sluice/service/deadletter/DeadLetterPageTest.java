package dev.sluice.service.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.decode.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DeadLetterPageTest {

    private static final Path PAGE = Path.of("..", "docs", "dead-letters.md");

    @Test
    void listsEveryReasonOnce() throws IOException {
        String reasons = Files.readString(PAGE).split("## Reasons", 2)[1];

        assertThat(firstCells(reasons))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Reason.values()).map(Reason::label).toList());
    }

    private static List<String> firstCells(String table) {
        return Pattern.compile("(?m)^\\| `([a-z-]+)` \\|")
                .matcher(table)
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();
    }
}
