package dev.sluice.service.deadletter;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param retention of the dead-letter topic when the service creates it: time to look and to send again */
public record DeadLetterSettings(@DefaultValue("30d") Duration retention) {

    public DeadLetterSettings {
        if (retention.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException(
                    "Invalid sluice.dead-letter.retention: " + retention + ", expected at least 1 hour");
        }
    }
}
