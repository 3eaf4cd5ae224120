package dev.sluice.service.dedup;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Size of the dedup store, over all tasks of this process. */
public final class StoreMeters {

    private StoreMeters() {}

    public static void register(SharedRocksDb stores, MeterRegistry registry) {
        Gauge.builder("sluice.dedup.entries", () -> stores.sum("rocksdb.estimate-num-keys"))
                .description("Record keys that the dedup store remembers; RocksDB's estimate")
                .register(registry);
        Gauge.builder(
                        "sluice.dedup.size",
                        () -> stores.sum("rocksdb.total-sst-files-size") + stores.sum("rocksdb.size-all-mem-tables"))
                .description(
                        "The dedup store's files and write buffers; alert when the volume may not hold twice of it")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("sluice.dedup.memory", stores::memoryUsed)
                .description("Memory of RocksDB for blocks, filters and write buffers, of all stores of the process")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("sluice.dedup.memory.limit", stores::memoryLimit)
                .description("What RocksDB may take for them")
                .baseUnit("bytes")
                .register(registry);
    }
}
