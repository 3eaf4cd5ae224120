package dev.sluice.service.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

/** What RocksDB may take, in megabytes, of what the container has beside the heap. */
class StoreMemoryTest {

    @ParameterizedTest
    @CsvSource({
        "  512,  256,   96,  32",
        " 1024,  512,  192,  64",
        " 2048, 1024,  384, 128",
        "65536, 4096, 1024, 128",
        "  256,  200,   32,  16",
        "  256,  512,   32,  16",
    })
    void isHalfOfTheRestWithinBounds(long container, long heap, long blockCache, long writeBuffers) {
        assertThat(StoreMemory.of(container << 20, heap << 20))
                .isEqualTo(new StoreMemory(blockCache << 20, writeBuffers << 20));
    }

    @Test
    void isWhatTheSettingsSay() {
        var settings = new DedupSettings(
                Duration.ofDays(7), Duration.ofDays(1), DataSize.ofMegabytes(8), DataSize.ofMegabytes(4));

        assertThat(settings.memory()).isEqualTo(new StoreMemory(8 << 20, 4 << 20));
    }
}
