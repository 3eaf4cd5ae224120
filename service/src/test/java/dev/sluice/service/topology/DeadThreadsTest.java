package dev.sluice.service.topology;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class DeadThreadsTest {

    private static final StreamsException MAY_PASS = new StreamsException(new TimeoutException("no answer"));

    private Instant now = Instant.EPOCH;
    private final List<Throwable> stopped = new ArrayList<>();
    private final DeadThreads threads = new DeadThreads(() -> now, stopped::add);

    @Test
    void replacesAThreadThatDiedOfWhatMayPass() {
        assertThat(threads.handle(MAY_PASS)).isEqualTo(REPLACE_THREAD);
        assertThat(stopped).isEmpty();
    }

    @Test
    void stopsAfterAnythingElse() {
        var denied = new StreamsException(new TopicAuthorizationException("books.rows"));

        assertThat(threads.handle(denied)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(stopped).containsExactly(denied);
    }

    @Test
    void stopsWhenThreadsDieAgainAndAgain() {
        for (int i = 0; i < DeadThreads.MAX_REPLACED; i++) {
            assertThat(threads.handle(MAY_PASS)).isEqualTo(REPLACE_THREAD);
        }

        assertThat(threads.handle(MAY_PASS)).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(stopped).containsExactly(MAY_PASS);
    }

    @Test
    void forgetsThreadsThatDiedLongAgo() {
        for (int i = 0; i < 3 * DeadThreads.MAX_REPLACED; i++) {
            assertThat(threads.handle(MAY_PASS)).isEqualTo(REPLACE_THREAD);
            now = now.plus(DeadThreads.WITHIN.dividedBy(DeadThreads.MAX_REPLACED - 1));
        }
    }
}
