package dev.sluice.service.rawzone;

import dev.sluice.service.rawzone.RawSinkState.Phase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** What the sink is doing, as told by its threads. Thread-safe. */
final class SinkStatus {

    private final Map<Object, String> retrying = new ConcurrentHashMap<>();
    private volatile String note = "";
    private final LongSupplier nanoTime;
    private volatile RawSinkState state = new RawSinkState(Phase.STARTING, "");
    private volatile long lastStep;

    SinkStatus() {
        this(System::nanoTime);
    }

    SinkStatus(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    RawSinkState state() {
        RawSinkState now = state;
        boolean waits = now.phase() == Phase.STARTING || now.phase() == Phase.RUNNING;
        return waits
                ? retrying.values().stream()
                        .findFirst()
                        .map(reason -> new RawSinkState(Phase.RETRYING, reason))
                        .orElse(new RawSinkState(now.phase(), note))
                : now;
    }

    void running() {
        stepped();
        state = new RawSinkState(Phase.RUNNING, "");
    }

    void stopped() {
        if (state.phase() != Phase.FAILED) {
            state = new RawSinkState(Phase.STOPPED, "");
        }
    }

    /** The poll thread goes round. */
    void stepped() {
        lastStep = nanoTime.getAsLong();
    }

    /** Since the last step; nothing before the first, and after a stop that was asked for. */
    Duration silence() {
        Phase phase = state.phase();
        boolean shouldGoRound = phase == Phase.RUNNING || phase == Phase.FAILED;
        return shouldGoRound ? Duration.ofNanos(nanoTime.getAsLong() - lastStep) : Duration.ZERO;
    }

    void failed(String reason) {
        stepped();
        state = new RawSinkState(Phase.FAILED, reason);
    }

    /** What a person should know though all goes on; empty when there is nothing. */
    void note(String text) {
        note = text;
    }

    void retrying(Object who, String reason) {
        retrying.put(who, reason);
    }

    void recovered(Object who) {
        retrying.remove(who);
    }
}
