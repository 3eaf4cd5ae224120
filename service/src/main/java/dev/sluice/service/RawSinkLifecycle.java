package dev.sluice.service;

import dev.sluice.service.rawzone.RawSink;
import dev.sluice.service.rawzone.RawSinkState;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/** Starts the sink before the stream and stops it after, so that the stream's last rows still get into RAW. */
final class RawSinkLifecycle implements SmartLifecycle, HealthIndicator {

    private final RawSink sink;
    private final Duration stopTimeout;
    private volatile boolean running;

    RawSinkLifecycle(RawSink sink, Duration stopTimeout) {
        this.sink = sink;
        this.stopTimeout = stopTimeout;
    }

    @Override
    public void start() {
        sink.start();
        running = true;
    }

    @Override
    public void stop() {
        sink.stop(stopTimeout);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return StreamLifecycle.PHASE - 1;
    }

    /** Down only when a restart is worth trying; it finds the sink where it stopped, so it costs nothing but that. */
    Health liveness(Duration patience) {
        Duration silence = sink.silence();
        Health.Builder health = silence.compareTo(patience) > 0 ? Health.down() : Health.up();
        return health.withDetail("silentForSeconds", silence.toSeconds()).build();
    }

    /** A sink that waits for its storage is up: it resumes by itself, and rows wait in their topic. */
    @Override
    public Health health() {
        RawSinkState state = sink.state();
        Health.Builder health = switch (state.phase()) {
            case RUNNING, RETRYING -> Health.up();
            case STARTING -> Health.outOfService();
            case STOPPED, FAILED -> Health.down();
        };
        health.withDetail("state", state.phase().name());
        if (!state.detail().isEmpty()) {
            health.withDetail("detail", state.detail());
        }
        return health.build();
    }
}
