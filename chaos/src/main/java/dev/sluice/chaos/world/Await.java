package dev.sluice.chaos.world;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for something to become true. */
public final class Await {

    private static final long POLL_MILLIS = 20;

    private Await() {}

    /** A look at the world that may fail. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    /**
     * Looks again and again.
     *
     * @throws NeverException when it does not become true in time
     */
    public static void until(String what, Duration timeout, Condition condition) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (!condition.holds()) {
                if (System.nanoTime() > deadline) {
                    throw new NeverException("Not within " + timeout.toSeconds() + " s: " + what);
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new NeverException("Never: " + what + ": " + failure, failure);
        }
    }

    /** Lets time pass where passing time is the fault itself. */
    public static void pass(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            throw new NeverException("interrupted", interrupted);
        }
    }

    /** What had to happen did not. */
    public static final class NeverException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NeverException(String message) {
            super(message);
        }

        NeverException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
