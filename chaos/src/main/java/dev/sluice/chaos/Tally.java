package dev.sluice.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How often a fault was done, and how long it took until rows were seen in new files again. Not thread-safe. */
public final class Tally {

    private int injected;
    private final List<Duration> recoveries = new ArrayList<>();

    void injected() {
        injected++;
    }

    void recovered(Duration time) {
        recoveries.add(time);
    }

    public int times() {
        return injected;
    }

    public List<Duration> recoveries() {
        return List.copyOf(recoveries);
    }
}
