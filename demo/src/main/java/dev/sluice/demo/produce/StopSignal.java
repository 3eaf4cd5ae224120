package dev.sluice.demo.produce;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a loop end in order when the process is told to stop (Ctrl-C, SIGTERM), and say what it has done. */
public final class StopSignal implements AutoCloseable {

    private static final long GRACE_SECONDS = 30;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean raised;

    public StopSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::raise, "stop-signal"));
    }

    public boolean isRaised() {
        return raised;
    }

    /** Lets the process end. */
    @Override
    public void close() {
        finished.countDown();
    }

    private void raise() {
        raised = true;
        try {
            // The process is gone when this thread ends: wait for the last words.
            if (!finished.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("Stopped without an orderly end: it took longer than " + GRACE_SECONDS + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
