package dev.sluice.service.dedup;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Memory of all stores of a process together, in bytes.
 *
 * @param blockCache for reading: index and filters first, about 1.5 bytes a key, then blocks
 * @param writeBuffers for writing
 */
public record StoreMemory(long blockCache, long writeBuffers) {

    private static final long MEGABYTE = 1 << 20;

    // What the container has beside the heap is also needed for threads, code, network buffers and the page cache.
    private static final int SHARE_OF_THE_REST = 2;
    private static final int SHARE_FOR_WRITING = 4;

    private static final long LEAST_CACHE = 32 * MEGABYTE;
    private static final long MOST_CACHE = 1024 * MEGABYTE; // a machine that is not ours alone
    private static final long LEAST_BUFFERS = 16 * MEGABYTE;
    private static final long MOST_BUFFERS = 128 * MEGABYTE; // more only makes a clean stop take longer

    static StoreMemory ofThisProcess() {
        OperatingSystemMXBean container = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return of(container.getTotalMemorySize(), Runtime.getRuntime().maxMemory());
    }

    /** Half of what the container's limit leaves beside the heap, within bounds. */
    static StoreMemory of(long container, long heap) {
        long stores = Math.max(0, container - heap) / SHARE_OF_THE_REST;
        long writeBuffers = within(LEAST_BUFFERS, stores / SHARE_FOR_WRITING, MOST_BUFFERS);
        return new StoreMemory(within(LEAST_CACHE, stores - writeBuffers, MOST_CACHE), writeBuffers);
    }

    private static long within(long least, long wanted, long most) {
        return Math.max(least, Math.min(wanted, most));
    }
}
