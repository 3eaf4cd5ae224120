package dev.sluice.service.rawzone;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what all open files of an instance hold in memory within a limit, whatever the number of partitions: beyond it
 * the largest are closed. For the poll thread.
 */
final class BufferLimit {

    /**
     * Closing a file takes a local disk and a processor alone, so this is hardly ever reached: reading on sooner is what
     * would run out of memory. A tenth of the time that Kafka allows between polls by default.
     */
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final long maxBytes;
    private final BlockingQueue<Runnable> results;

    BufferLimit(long maxBytes, BlockingQueue<Runnable> results) {
        this.maxBytes = maxBytes;
        this.results = results;
    }

    /** To be called when every row that was polled is in its file: a file is closed up to the consumer's position. */
    void hold(Collection<PartitionSink> sinks) {
        long open = sinks.stream().mapToLong(PartitionSink::bufferedBytes).sum();
        long closing = closing(sinks);
        // What is being closed is as good as free, so it is waited for, not answered by closing more.
        while (open > maxBytes) {
            PartitionSink largest = Collections.max(sinks, Comparator.comparingLong(PartitionSink::bufferedBytes));
            long bytes = largest.bufferedBytes();
            largest.flush(RollReason.MEMORY);
            open -= bytes;
            closing += bytes;
        }
        if (open + closing > maxBytes) {
            awaitClosed(sinks, open);
        }
    }

    private void awaitClosed(Collection<PartitionSink> sinks, long open) {
        long deadline = System.nanoTime() + WAIT_NANOS;
        while (open + closing(sinks) > maxBytes && System.nanoTime() < deadline) {
            try {
                Runnable result = results.poll(10, TimeUnit.MILLISECONDS);
                if (result != null) {
                    result.run();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static long closing(Collection<PartitionSink> sinks) {
        return sinks.stream().mapToLong(PartitionSink::closingBytes).sum();
    }
}
