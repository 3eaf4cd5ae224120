package dev.sluice.service.rawzone;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What works beside the poll thread. Each partition has one task at most under way, so no queue grows beyond the number
 * of partitions.
 *
 * @param closers complete local files, which must go on while the storage hangs
 * @param committers wait for the storage and the broker
 * @param watcher looks at the broker from time to time
 */
record SinkThreads(ExecutorService closers, ExecutorService committers, ScheduledExecutorService watcher)
        implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SinkThreads.class);

    static SinkThreads start(int each) {
        return new SinkThreads(
                Executors.newFixedThreadPool(each, daemons("close")),
                Executors.newFixedThreadPool(each, daemons("commit")),
                Executors.newSingleThreadScheduledExecutor(daemons("watch")));
    }

    private static ThreadFactory daemons(String purpose) {
        var count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "sluice-raw-" + purpose + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** What is under way has been cancelled; whatever hangs is left to itself, which the commit log allows. */
    @Override
    public void close() {
        watcher.shutdownNow();
        try {
            for (ExecutorService threads : List.of(closers, committers)) {
                threads.shutdown();
                if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                    log.warn("Leaving a storage call behind that does not return");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
