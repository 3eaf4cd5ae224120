package dev.sluice.service.rawzone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SourceTimesTest {

    private final SourceTimes times = new SourceTimes(4);

    @Test
    void countsRowsOfTheSameTenthOfASecond() {
        times.add(1_000);
        times.add(1_099);
        times.add(1_100);
        times.add(-1);

        assertThat(counts()).isEqualTo(Map.of(1_000L, 2L, 1_100L, 1L, -100L, 1L));
    }

    @Test
    void growsCoarserThanItsBoundAndForgetsNoRow() {
        for (long millis = 0; millis < 10_000; millis++) {
            times.add(millis);
        }
        times.add(Long.MAX_VALUE / 2);

        assertThat(counts()).hasSizeLessThanOrEqualTo(4);
        assertThat(counts().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(10_001);
    }

    private Map<Long, Long> counts() {
        Map<Long, Long> counts = new TreeMap<>();
        times.forEach(counts::put);
        return counts;
    }
}
