package dev.sluice.service.rawzone;

import dev.sluice.service.rawzone.RawSinkState.Phase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the sink is doing, as told by its threads. Thread-safe. */
final class SinkStatus {

    private final Map<Object, String> retrying = new ConcurrentHashMap<>();
    private volatile String note = "";
    private volatile RawSinkState state = new RawSinkState(Phase.STARTING, "");

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
        state = new RawSinkState(Phase.RUNNING, "");
    }

    void stopped() {
        if (state.phase() != Phase.FAILED) {
            state = new RawSinkState(Phase.STOPPED, "");
        }
    }

    void failed(String reason) {
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
