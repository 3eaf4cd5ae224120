package dev.sluice.service.topology;

import dev.sluice.record.commandline.UserErrorException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread dies. One that died of what may pass is replaced, but not for ever; after anything
 * else the stream stops as a whole: a restart resumes from the last transaction, and a half-dead instance would only
 * keep its partitions from a healthy one. Thread-safe.
 */
final class DeadThreads implements StreamsUncaughtExceptionHandler {

    static final int MAX_REPLACED = 5;
    static final Duration WITHIN = Duration.ofMinutes(10);

    private static final Logger log = LoggerFactory.getLogger(DeadThreads.class);

    private final InstantSource clock;
    private final Consumer<Throwable> onStop;
    private final Deque<Instant> replaced = new ArrayDeque<>();

    /** @param onStop told why the stream stops, after it is logged; must not block */
    DeadThreads(InstantSource clock, Consumer<Throwable> onStop) {
        this.clock = clock;
        this.onStop = onStop;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        Instant now = clock.instant();
        while (!replaced.isEmpty() && replaced.getFirst().isBefore(now.minus(WITHIN))) {
            replaced.removeFirst();
        }
        if (mayPass(failure) && replaced.size() < MAX_REPLACED) {
            replaced.addLast(now);
            log.warn(
                    "Replacing a stream thread that died of something that may pass: {} replaced={} withinMinutes={}",
                    rootCause(failure).getMessage(),
                    replaced.size(),
                    WITHIN.toMinutes());
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        log.error("The stream stops: {}", reason(failure).getMessage(), failure);
        onStop.accept(failure);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** Kafka marks what another attempt may cure. */
    private static boolean mayPass(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }

    private static Throwable reason(Throwable failure) {
        return failure instanceof UserErrorException ? failure : rootCause(failure);
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
