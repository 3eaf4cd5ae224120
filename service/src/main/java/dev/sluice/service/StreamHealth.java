package dev.sluice.service;

import dev.sluice.service.topology.PipelineStream;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The stream's health. A stream that joins its group or restores its state is alive but not ready; one that lost its
 * broker stays ready, because it resumes by itself and no other instance would do better.
 */
final class StreamHealth {

    private final PipelineStream stream;

    StreamHealth(PipelineStream stream) {
        this.stream = stream;
    }

    /** Down only when a restart would help. */
    HealthIndicator liveness() {
        return () -> details(isDead(stream.state()) ? Health.down() : Health.up());
    }

    HealthIndicator readiness() {
        return () -> {
            KafkaStreams.State state = stream.state();
            if (isDead(state)) {
                return details(Health.down());
            }
            boolean ready = state == KafkaStreams.State.RUNNING && stream.restoring() == 0;
            return details(ready ? Health.up() : Health.outOfService());
        };
    }

    private static boolean isDead(KafkaStreams.State state) {
        return state.hasCompletedShutdown() || state == KafkaStreams.State.PENDING_ERROR;
    }

    private Health details(Health.Builder health) {
        return health.withDetail("state", stream.state().name())
                .withDetail("restoring", stream.restoring())
                .build();
    }
}
