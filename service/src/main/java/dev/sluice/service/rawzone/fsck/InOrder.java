package dev.sluice.service.rawzone.fsck;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Runs calls to a slow storage side by side and takes their results in the order of the calls, with a bounded number
 * under way. For one thread.
 */
final class InOrder<T> {

    private static final int UNDER_WAY = 64;

    private final ExecutorService pool;
    private final Taker<T> taker;
    private final Deque<Future<T>> calls = new ArrayDeque<>();

    interface Taker<T> {
        void take(T result) throws IOException;
    }

    InOrder(ExecutorService pool, Taker<T> taker) {
        this.pool = pool;
        this.taker = taker;
    }

    void add(Callable<T> call) throws IOException {
        calls.add(pool.submit(call));
        if (calls.size() > UNDER_WAY) {
            take(calls.remove());
        }
    }

    void finish() throws IOException {
        for (Future<T> call = calls.poll(); call != null; call = calls.poll()) {
            take(call);
        }
    }

    private void take(Future<T> call) throws IOException {
        try {
            taker.take(call.get());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
