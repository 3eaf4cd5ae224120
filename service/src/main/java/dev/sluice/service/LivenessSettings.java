package dev.sluice.service;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param patience how long a part of the service may have come to a standstill before a restart is asked for */
record LivenessSettings(@DefaultValue("10m") Duration patience) {

    LivenessSettings {
        if (patience.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "Invalid sluice.liveness.patience: " + patience + ", expected at least 1 second");
        }
    }
}
