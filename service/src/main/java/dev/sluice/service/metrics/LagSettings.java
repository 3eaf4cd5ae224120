package dev.sluice.service.metrics;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param interval between two looks at the lag of the consumer groups */
public record LagSettings(@DefaultValue("15s") Duration interval) {

    public LagSettings {
        if (interval.toMillis() < 1000) {
            throw new IllegalArgumentException(
                    "Invalid sluice.lag.interval: " + interval + ", expected at least 1 second");
        }
    }
}
