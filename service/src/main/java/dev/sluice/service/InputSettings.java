package dev.sluice.service;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param topic of the XML messages; {@code <dataset>.xml} when not set
 * @param maxRate messages a second that an instance takes; 0 for no limit
 */
record InputSettings(
        @Nullable String topic, @DefaultValue("0") int maxRate) {

    InputSettings {
        if (maxRate < 0) {
            throw new IllegalArgumentException(
                    "Invalid sluice.input.max-rate: " + maxRate + ", expected messages a second, or 0 for no limit");
        }
    }
}
