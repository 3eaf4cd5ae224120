package dev.sluice.service.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InputRateTest {

    @Test
    void givesNoMoreTurnsThanItSays() {
        InputRate rate = InputRate.of(100);
        long start = System.nanoTime();

        for (int i = 0; i < 60; i++) {
            rate.takeTurn();
        }

        // The first tenth of a second gives its ten at once, and may have been almost over.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(390));
    }

    @Test
    void givesTurnsAtARateBelowItsPeriods() {
        InputRate rate = InputRate.of(3);
        long start = System.nanoTime();

        for (int i = 0; i < 4; i++) {
            rate.takeTurn();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(650));
    }

    @Test
    void givesEveryTurnWithoutALimit() {
        InputRate rate = InputRate.of(0);

        for (int i = 0; i < 1_000_000; i++) {
            rate.takeTurn();
        }
    }
}
