package dev.sluice.service.rawzone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a liveness probe is told of the sink. */
class SinkStatusTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicLong nanos = new AtomicLong(1);
    private final SinkStatus status = new SinkStatus(nanos::get);

    @Test
    void isNotSilentWhileItConnects() {
        nanos.addAndGet(MINUTE.toNanos());

        assertThat(status.silence()).isZero();
    }

    @Test
    void isSilentWhileItsThreadHangs() {
        status.running();
        nanos.addAndGet(MINUTE.toNanos());
        assertThat(status.silence()).isEqualTo(MINUTE);

        status.stepped();
        assertThat(status.silence()).isZero();
    }

    @Test
    void isNotSilentWhileItWaitsForItsStorageAndGoesRound() {
        status.running();
        status.retrying(this, "storage away");
        nanos.addAndGet(MINUTE.toNanos());
        status.stepped();

        assertThat(status.silence()).isZero();
    }

    @Test
    void isSilentFromItsFailureOn() {
        nanos.addAndGet(MINUTE.toNanos());
        status.failed("rows are gone");
        assertThat(status.silence()).isZero();

        nanos.addAndGet(MINUTE.toNanos());
        assertThat(status.silence()).isEqualTo(MINUTE);
    }

    @Test
    void isNotSilentAfterAStop() {
        status.running();
        status.stopped();
        nanos.addAndGet(MINUTE.toNanos());

        assertThat(status.silence()).isZero();
    }
}
