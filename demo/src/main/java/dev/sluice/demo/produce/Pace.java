package dev.sluice.demo.produce;

import java.util.concurrent.locks.LockSupport;

/** Keeps a loop at a number of rounds per second. Not thread-safe. */
final class Pace {

    private final double perSecond;
    private final long start = System.nanoTime();
    private long rounds;

    /** @param perSecond infinite for as fast as possible */
    Pace(double perSecond) {
        this.perSecond = perSecond;
    }

    /** Waits until the next round is due. */
    void await() {
        long due = start + (long) (rounds++ / perSecond * 1e9);
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
    }
}
