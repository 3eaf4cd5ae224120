package dev.sluice.service.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.commandline.WrongUseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayStartTest {

    @Test
    void readsTimesInAnyZoneAndDatesInUtc() {
        long nine = Instant.parse("2026-01-31T09:00:00Z").toEpochMilli();

        assertThat(ReplayStart.parse("2026-01-31T09:00:00Z")).isEqualTo(new ReplayStart.Time(nine));
        assertThat(ReplayStart.parse("2026-01-31T10:00:00+01:00")).isEqualTo(new ReplayStart.Time(nine));
        assertThat(ReplayStart.parse("2026-01-31"))
                .isEqualTo(new ReplayStart.Time(
                        Instant.parse("2026-01-31T00:00:00Z").toEpochMilli()));
    }

    @Test
    void readsOffsetsFromTheCommandLineOrAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("offsets"), "0:1200\n1:7\n");

        assertThat(ReplayStart.parse("0:1200,1:7")).isEqualTo(new ReplayStart.Offsets(Map.of(0, 1200L, 1, 7L)));
        assertThat(ReplayStart.parse(file.toString())).isEqualTo(new ReplayStart.Offsets(Map.of(0, 1200L, 1, 7L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "2026-01-31T09:00", "2026-13-01", "0:x", "no-such-file", "0-1200"})
    void saysWhatItExpects(String text) {
        assertThatThrownBy(() -> ReplayStart.parse(text))
                .isInstanceOf(WrongUseException.class)
                .hasMessage("Invalid --from: " + text + ", expected earliest, a time such as 2026-01-31T09:00:00Z, or"
                        + " offsets as 0:1200,1:1180 or a file of them");
    }
}
