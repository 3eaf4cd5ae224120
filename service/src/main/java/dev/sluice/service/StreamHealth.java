package dev.sluice.service;

import dev.sluice.service.topology.PipelineStream;
import dev.sluice.service.topology.Restoring;
import dev.sluice.service.topology.StateVolume;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The stream's health. A stream that joins its group or restores its state is alive but not ready; one that lost its
 * broker stays ready, because it resumes by itself and no other instance would do better. One whose volume is full is
 * alive, because a restart makes no room, but not ready, so that somebody makes some.
 */
final class StreamHealth {

    private final PipelineStream stream;
    private final StateVolume volume;
    private final Duration patience;

    /** @param patience with a thread that hangs */
    StreamHealth(PipelineStream stream, StateVolume volume, Duration patience) {
        this.stream = stream;
        this.volume = volume;
        this.patience = patience;
    }

    /** Down only when a restart would help. */
    HealthIndicator liveness() {
        return () -> {
            Duration silence = stream.silence();
            boolean hangs = silence.compareTo(patience) > 0;
            Health.Builder health = isDead(stream.state()) || hangs ? Health.down() : Health.up();
            return details(hangs ? health.withDetail("silentForSeconds", silence.toSeconds()) : health);
        };
    }

    HealthIndicator readiness() {
        return () -> {
            KafkaStreams.State state = stream.state();
            if (isDead(state)) {
                return details(Health.down());
            }
            Optional<String> shortage = volume.shortage();
            if (shortage.isPresent()) {
                return details(Health.outOfService().withDetail("held", shortage.get()));
            }
            boolean ready =
                    state == KafkaStreams.State.RUNNING && stream.restoring().partitions() == 0;
            return details(ready ? Health.up() : Health.outOfService());
        };
    }

    private static boolean isDead(KafkaStreams.State state) {
        return state.hasCompletedShutdown() || state == KafkaStreams.State.PENDING_ERROR;
    }

    private Health details(Health.Builder health) {
        Restoring restoring = stream.restoring();
        health.withDetail("state", stream.state().name()).withDetail("restoring", restoring.partitions());
        if (restoring.partitions() > 0) {
            health.withDetail("restored", restoring.restored()).withDetail("remaining", restoring.remaining());
        }
        return health.build();
    }
}
