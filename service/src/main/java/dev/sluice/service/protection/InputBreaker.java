package dev.sluice.service.protection;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker around the input. Closed: all is taken. Open, once the share of rejected records within the window
 * is too high: nothing is. Half open, after a while: some records are let through, and if they are good twice as many,
 * until the breaker closes; if they are bad it opens again, so that even lasting bad input drains at a floor rate.
 * Thread-safe.
 */
public final class InputBreaker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InputBreaker.class);

    /** Good probes in a row, each of twice the records, before the breaker closes. */
    private static final int GOOD_PROBES = 4;

    private static final Throwable REJECTED = new RejectedRecord();

    private final BreakerSettings settings;
    private final CircuitBreaker breaker;
    private final Counter opened;
    private final ScheduledExecutorService timer;
    private volatile InputValve valve = new NoValve();

    private boolean held;
    private int probe;
    private int goodProbes;
    private long probed;
    private long probedBad;

    public InputBreaker(BreakerSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.breaker = CircuitBreaker.of(
                "input",
                CircuitBreakerConfig.custom()
                        .slidingWindow(
                                (int) settings.window().toSeconds(),
                                settings.minRecords(),
                                SlidingWindowType.TIME_BASED)
                        .failureRateThreshold(settings.rejectedPercent())
                        .build());
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "sluice-input-breaker");
            thread.setDaemon(true);
            return thread;
        });
        this.opened = Counter.builder("sluice.input.breaker.opened")
                .description("Times that the input was held back because of its rejected records; alert on any")
                .register(meters);
        for (State state : new State[] {State.CLOSED, State.OPEN, State.HALF_OPEN}) {
            Gauge.builder("sluice.input.breaker.state", () -> breaker.getState() == state ? 1 : 0)
                    .description("1 for the state that the breaker of the input is in")
                    .tag("state", label(state))
                    .register(meters);
        }
    }

    /** To be called before the first record. */
    public void control(InputValve input) {
        valve = input;
    }

    /** {@code closed}, {@code open} or {@code half-open}. */
    public String state() {
        return label(breaker.getState());
    }

    /** Of the records within the window, in percent; negative when there are too few. */
    public float rejectedPercent() {
        return breaker.getMetrics().getFailureRate();
    }

    void checked(int accepted, int rejected) {
        if (!settings.enabled()) {
            return;
        }
        State state = breaker.getState();
        if (state == State.CLOSED) {
            for (int i = 0; i < accepted; i++) {
                breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            }
            for (int i = 0; i < rejected; i++) {
                breaker.onError(0, TimeUnit.NANOSECONDS, REJECTED);
            }
            if (rejected > 0 && breaker.getState() == State.OPEN) {
                hold();
            }
        } else if (state == State.HALF_OPEN) {
            probe(accepted, rejected);
        }
    }

    /** Several threads may see that it has opened; one of them holds. */
    private synchronized void hold() {
        if (held) {
            return;
        }
        held = true;
        opened.increment();
        log.warn(
                "Holding the input back: too many records are rejected percent={} threshold={} probeInMillis={}",
                Math.round(rejectedPercent()),
                settings.rejectedPercent(),
                settings.openFor().toMillis());
        pauseUntilProbe();
    }

    private void pauseUntilProbe() {
        valve.pause();
        afterAWhile(this::beginProbes);
    }

    private void afterAWhile(Runnable action) {
        timer.schedule(action, settings.openFor().toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void beginProbes() {
        goodProbes = 0;
        breaker.transitionToHalfOpenState();
        beginProbe();
        valve.resume();
    }

    private void beginProbe() {
        probed = 0;
        probedBad = 0;
        int begun = ++probe;
        afterAWhile(() -> endProbeIfStill(begun));
    }

    private synchronized void probe(int accepted, int rejected) {
        if (breaker.getState() != State.HALF_OPEN) {
            return; // decided by another thread
        }
        probed += accepted + rejected;
        probedBad += rejected;
        if (probed >= (long) settings.probeRecords() << goodProbes) {
            endProbe();
        }
    }

    /** Where little comes in, time ends a probe: an input that has dried up would never close the breaker. */
    private synchronized void endProbeIfStill(int begun) {
        if (begun == probe && breaker.getState() == State.HALF_OPEN) {
            endProbe();
        }
    }

    private void endProbe() {
        if (probedBad > 0 && probedBad * 100 >= probed * settings.rejectedPercent()) {
            breaker.transitionToOpenState();
            pauseUntilProbe();
        } else if (++goodProbes == GOOD_PROBES) {
            held = false;
            breaker.transitionToClosedState();
            log.info("Taking all input again: its records are good");
        } else {
            beginProbe();
        }
    }

    private static String label(State state) {
        return switch (state) {
            case OPEN -> "open";
            case HALF_OPEN -> "half-open";
            default -> "closed";
        };
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static final class RejectedRecord extends Exception {
        private static final long serialVersionUID = 1;

        RejectedRecord() {
            super("a rejected record", null, false, false);
        }
    }

    private static final class NoValve implements InputValve {
        @Override
        public void pause() {}

        @Override
        public void resume() {}
    }
}
