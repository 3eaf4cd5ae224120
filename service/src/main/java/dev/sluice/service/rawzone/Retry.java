package dev.sluice.service.rawzone;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats calls to the storage and the broker until they succeed or are cancelled, waiting twice as long each time, with
 * jitter so that instances do not come back all at once. Thread-safe.
 *
 * <p>Not Resilience4j's Retry nor Spring's RetryTemplate: their waits end only by interrupting the thread, which may be in
 * a storage client or a file channel just then and would break it, while a revoked partition must end its wait at once.
 */
final class Retry {

    private static final Logger log = LoggerFactory.getLogger(Retry.class);

    private final Duration min;
    private final Duration max;
    private final SinkStatus status;
    private final RawMetrics metrics;

    interface Call<T> {
        T call() throws IOException;
    }

    interface Action {
        void run() throws IOException;
    }

    Retry(RawSettings settings, SinkStatus status, RawMetrics metrics) {
        this.min = settings.retryMin();
        this.max = settings.retryMax();
        this.status = status;
        this.metrics = metrics;
    }

    /**
     * @param what the attempt, for a message such as "publish books.rows-3"
     * @throws java.util.concurrent.CancellationException once cancelled
     */
    <T> T untilDone(String what, Cancellation cancellation, Call<T> call) {
        Object who = new Object();
        try {
            for (int failures = 1; ; failures++) {
                cancellation.throwIfCancelled();
                try {
                    return call.call();
                } catch (IOException | RetriableException failure) {
                    Duration wait = waitAfter(failures);
                    String reason = "Cannot " + what + ": " + failure;
                    log.warn("{} attempt={} retryInMillis={}", reason, failures, wait.toMillis());
                    status.retrying(who, reason);
                    metrics.retried();
                    cancellation.pause(wait);
                }
            }
        } finally {
            status.recovered(who);
        }
    }

    void untilDone(String what, Cancellation cancellation, Action action) {
        Call<Boolean> call = () -> {
            action.run();
            return true;
        };
        untilDone(what, cancellation, call);
    }

    /** Between half of the full wait and all of it. */
    Duration waitAfter(int failures) {
        long full = min.toMillis() << Math.min(failures - 1, 20);
        long capped = Math.max(2, Math.min(full, max.toMillis()));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(capped / 2, capped + 1));
    }
}
