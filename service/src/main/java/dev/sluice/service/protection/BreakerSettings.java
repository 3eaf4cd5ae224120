package dev.sluice.service.protection;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the input is held back because most of it is bad.
 *
 * @param enabled whether it ever is
 * @param rejectedPercent of the records within the window from which on the input is held back
 * @param window time that the share is taken over, in whole seconds
 * @param minRecords within the window, below which no share is taken
 * @param openFor how long the input is held back before a probe
 * @param probeRecords let through by a probe; together with {@code openFor} the rate at which lasting bad input drains
 */
public record BreakerSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("50") int rejectedPercent,
        @DefaultValue("1m") Duration window,
        @DefaultValue("1000") int minRecords,
        @DefaultValue("10s") Duration openFor,
        @DefaultValue("1000") int probeRecords) {

    public BreakerSettings {
        if (rejectedPercent < 1 || rejectedPercent > 100) {
            throw new IllegalArgumentException(
                    "Invalid sluice.breaker.rejected-percent: " + rejectedPercent + ", expected 1 to 100");
        }
        if (window.toSeconds() < 1 || window.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("Invalid sluice.breaker.window: " + window + ", expected 1 s to 1 h");
        }
        if (minRecords < 1) {
            throw new IllegalArgumentException(
                    "Invalid sluice.breaker.min-records: " + minRecords + ", expected at least 1");
        }
        if (openFor.toMillis() < 1 || openFor.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "Invalid sluice.breaker.open-for: " + openFor + ", expected 1 ms to 1 h");
        }
        if (probeRecords < 1) {
            throw new IllegalArgumentException(
                    "Invalid sluice.breaker.probe-records: " + probeRecords + ", expected at least 1");
        }
    }
}
