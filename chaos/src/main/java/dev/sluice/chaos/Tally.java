package dev.sluice.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How often a fault was done, and how long it took until rows were seen in new files again. Not thread-safe. */
public final class Tally {

    private int injected;
    private final List<Duration> recoveries = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void injected() {
        injected++;
    }

    void recovered(Duration time) {
        recoveries.add(time);
    }

    /** A measurement that has no column. */
    void note(String sentence) {
        notes.add(sentence);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    public int times() {
        return injected;
    }

    public List<Duration> recoveries() {
        return List.copyOf(recoveries);
    }
}
