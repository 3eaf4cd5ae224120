package dev.sluice.service.rawzone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RawSettingsTest {

    private static final Path LOCAL = Path.of("state/raw");

    @Test
    void hasDefaults() {
        assertThat(RawSettings.defaults(LOCAL))
                .isEqualTo(new RawSettings(
                        LOCAL,
                        1_000_000,
                        128L * 1024 * 1024,
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(30),
                        RawSettings.Codec.ZSTD,
                        32L * 1024 * 1024,
                        128L * 1024 * 1024,
                        List.of(),
                        4,
                        Duration.ofSeconds(10),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(30)));
    }

    @Test
    void refusesAFileWithoutRows() {
        assertThatThrownBy(
                        () -> RawSettings.defaults(LOCAL).rollingAt(0, 1, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid raw.roll.rows: 0, expected more than 0");
    }

    @Test
    void refusesAnAgeOfNothing() {
        assertThatThrownBy(() -> RawSettings.defaults(LOCAL).rollingAt(1, 1, Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid raw.roll.age: 0, expected more than 0");
    }

    @Test
    void namesTheTopicAndTheGroupAfterTheDataset() {
        RowsTopic rows = RowsTopic.of("books", Map.of());

        assertThat(rows.topic()).isEqualTo("books.rows");
        assertThat(rows.group()).isEqualTo("sluice-books-raw");
    }
}
