package dev.sluice.service.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InputBreakerTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicInteger paused = new AtomicInteger();
    private final AtomicInteger resumed = new AtomicInteger();
    private InputBreaker breaker = breaker(true, NEVER);

    private InputBreaker breaker(boolean enabled, Duration openFor) {
        var settings = new BreakerSettings(enabled, 50, Duration.ofMinutes(1), 100, openFor, 10);
        var made = new InputBreaker(settings, meters);
        made.control(new InputValve() {
            @Override
            public void pause() {
                paused.incrementAndGet();
            }

            @Override
            public void resume() {
                resumed.incrementAndGet();
            }
        });
        return made;
    }

    private InputBreaker probing() {
        breaker = breaker(true, SOON);
        breaker.checked(0, 100);
        await().until(() -> breaker.state().equals("half-open"));
        return breaker;
    }

    @AfterEach
    void close() {
        breaker.close();
    }

    @Test
    void takesAllWhileFewerThanTheThresholdAreRejected() {
        for (int i = 0; i < 1000; i++) {
            breaker.checked(51, 49);
        }

        assertThat(breaker.state()).isEqualTo("closed");
        assertThat(paused).hasValue(0);
    }

    @Test
    void holdsTheInputBackOnceTheThresholdIsReached() {
        breaker.checked(50, 0);
        breaker.checked(0, 50);

        assertThat(breaker.state()).isEqualTo("open");
        assertThat(breaker.rejectedPercent()).isEqualTo(50);
        assertThat(paused).hasValue(1);
        assertThat(meters.get("sluice.input.breaker.opened").counter().count()).isEqualTo(1);
        assertThat(meters.get("sluice.input.breaker.state")
                        .tag("state", "open")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void takesNoShareOfTooFewRecords() {
        breaker.checked(0, 99);

        assertThat(breaker.state()).isEqualTo("closed");
    }

    @Test
    void staysClosedWhenItIsSwitchedOff() {
        breaker = breaker(false, NEVER);

        breaker.checked(0, 10_000);

        assertThat(breaker.state()).isEqualTo("closed");
    }

    @Test
    void opensAgainWhenAProbeIsBad() {
        InputBreaker probed = probing();

        probed.checked(0, 9);
        assertThat(paused).hasValue(1);
        probed.checked(0, 1);

        assertThat(paused).hasValue(2);
        await().until(() -> resumed.get() == 2);
    }

    @Test
    void closesAfterGoodProbesOfDoublingSize() {
        InputBreaker probed = probing();

        probed.checked(10, 0);
        probed.checked(20, 0);
        probed.checked(40, 0);
        assertThat(probed.state()).isEqualTo("half-open");
        probed.checked(79, 0);
        assertThat(probed.state()).isEqualTo("half-open");
        probed.checked(1, 0);

        assertThat(probed.state()).isEqualTo("closed");
        assertThat(paused).hasValue(1);
        assertThat(resumed).hasValue(1);
    }

    @Test
    void closesWhenNothingMoreComes() {
        InputBreaker probed = probing();

        await().until(() -> probed.state().equals("closed"));

        assertThat(paused).hasValue(1);
    }

    @Test
    void isHeldOnceHoweverManyThreadsSeeItOpen() {
        IntStream.range(0, 200).parallel().forEach(i -> breaker.checked(0, 1));

        assertThat(paused).hasValue(1);
        assertThat(meters.get("sluice.input.breaker.opened").counter().count()).isEqualTo(1);
    }

    @Test
    void saysWhichSettingIsWrong() {
        assertThatThrownBy(() -> new BreakerSettings(true, 0, NEVER, 1, NEVER, 1))
                .hasMessage("Invalid sluice.breaker.rejected-percent: 0, expected 1 to 100");
        assertThatThrownBy(() -> new BreakerSettings(true, 1, Duration.ZERO, 1, NEVER, 1))
                .hasMessage("Invalid sluice.breaker.window: PT0S, expected 1 s to 1 h");
        assertThatThrownBy(() -> new BreakerSettings(true, 1, NEVER, 0, NEVER, 1))
                .hasMessage("Invalid sluice.breaker.min-records: 0, expected at least 1");
        assertThatThrownBy(() -> new BreakerSettings(true, 1, NEVER, 1, Duration.ZERO, 1))
                .hasMessage("Invalid sluice.breaker.open-for: PT0S, expected 1 ms to 1 h");
        assertThatThrownBy(() -> new BreakerSettings(true, 1, NEVER, 1, NEVER, 0))
                .hasMessage("Invalid sluice.breaker.probe-records: 0, expected at least 1");
    }
}
