package dev.sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.batch.compact.CompactResult;
import dev.sluice.batch.compact.FolderChange;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompactSummaryTest {

    private static final CompactResult RESULT = new CompactResult(
            "books",
            false,
            7,
            List.of(
                    new FolderChange("books/published_on=2026-01-31", 12, 1, 60_000, 9_000),
                    new FolderChange("books/published_on=2026-03-01", 6, 2, 30_000, 8_000)),
            0,
            Duration.ofMillis(1500));

    @Test
    void showsFilesAndBytesBeforeAndAfterToAPerson() {
        assertThat(CompactSummary.table(RESULT).lines().map(line -> line.strip().replaceAll(" +", " ")))
                .containsExactly(
                        "partition files after bytes after",
                        "published_on=2026-01-31 12 1 60,000 9,000",
                        "published_on=2026-03-01 6 2 30,000 8,000",
                        "all of these 18 3 90,000 17,000",
                        "batch 7, 1.5 s");
    }

    @Test
    void showsThemToAProgram() throws Exception {
        JsonNode json = new ObjectMapper().readTree(CompactSummary.json(RESULT));

        assertThat(json.path("files_before").asInt()).isEqualTo(18);
        assertThat(json.path("files_after").asInt()).isEqualTo(3);
        assertThat(json.path("bytes_before").asInt()).isEqualTo(90_000);
        assertThat(json.path("bytes_after").asInt()).isEqualTo(17_000);
        assertThat(json.path("partitions").path(1).toString())
                .isEqualTo("{\"path\":\"books/published_on=2026-03-01\",\"files_before\":6,\"files_after\":2,"
                        + "\"bytes_before\":30000,\"bytes_after\":8000}");
    }
}
