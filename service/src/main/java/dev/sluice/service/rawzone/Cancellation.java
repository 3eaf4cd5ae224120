package dev.sluice.service.rawzone;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells work on other threads that its result is no longer wanted. Thread-safe. */
final class Cancellation {

    private final CountDownLatch cancelled = new CountDownLatch(1);

    void cancel() {
        cancelled.countDown();
    }

    void throwIfCancelled() {
        if (cancelled.getCount() == 0) {
            throw new CancellationException();
        }
    }

    /** Waits, but not longer than until the cancellation. */
    void pause(Duration duration) {
        try {
            if (cancelled.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CancellationException();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }
}
