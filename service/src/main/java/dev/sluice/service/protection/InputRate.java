package dev.sluice.service.protection;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The most messages in a second. Thread-safe. */
public final class InputRate {

    /** Short, so that messages come evenly and no poll waits long. */
    private static final int PERIODS_A_SECOND = 10;

    private static final Duration SECOND = Duration.ofSeconds(1);
    /** Longer than any wait: the rate is at least one a second, and threads are few. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final @Nullable RateLimiter limiter;

    private InputRate(@Nullable RateLimiter limiter) {
        this.limiter = limiter;
    }

    /** @param messagesPerSecond 0 for no limit */
    public static InputRate of(int messagesPerSecond) {
        if (messagesPerSecond == 0) {
            return new InputRate(null);
        }
        int periods = Math.min(messagesPerSecond, PERIODS_A_SECOND);
        return new InputRate(RateLimiter.of(
                "input",
                RateLimiterConfig.custom()
                        .limitRefreshPeriod(SECOND.dividedBy(periods))
                        .limitForPeriod(messagesPerSecond / periods)
                        .timeoutDuration(PATIENCE)
                        .build()));
    }

    /** Blocks until there is a turn. */
    public void takeTurn() {
        if (limiter != null) {
            RateLimiter.waitForPermission(limiter);
        }
    }
}
