package dev.sluice.service.dedup;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Memory of all RocksDB stores of the process in one bound, whatever their number, and bloom filters so that looking
 * up an unseen key does not touch the disk. Index and filter blocks are counted in the block cache: outside it they
 * would grow with the number of keys.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    /** Key of the stream's configuration that carries the {@link StoreMemory} here. */
    public static final String MEMORY = "sluice.dedup.memory";

    private static final int BITS_PER_KEY = 10; // one false answer in a hundred
    private static final long MANIFEST_BYTES = 64 << 10; // each segment has one; RocksDB would reserve 4 MB for it
    private static final double FOR_INDEX_AND_FILTERS = 0.5;

    private static @Nullable Shared shared;

    private record Shared(Cache cache, WriteBufferManager writeBuffers, long limit) {}

    /** One instance for the life of the process: stores of later streams in it use it again. */
    private static synchronized Shared shared(Map<String, Object> configs) {
        if (shared == null) {
            StoreMemory memory = (StoreMemory) requireNonNull(configs.get(MEMORY));
            long all = memory.blockCache() + memory.writeBuffers();
            Cache cache = new LRUCache(all, -1, false, FOR_INDEX_AND_FILTERS);
            shared = new Shared(cache, new WriteBufferManager(memory.writeBuffers(), cache), all);
        }
        return shared;
    }

    /** What blocks, filters and write buffers take now. */
    static synchronized long memoryUsed() {
        return shared == null ? 0 : shared.cache().getUsage();
    }

    /** What they may take; 0 as long as there is no store. */
    static synchronized long memoryLimit() {
        return shared == null ? 0 : shared.limit();
    }

    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        Shared memory = shared(configs);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache());
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        table.setFilterPolicy(new BloomFilter(BITS_PER_KEY));
        table.setWholeKeyFiltering(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.writeBuffers());
        options.setManifestPreallocationSize(MANIFEST_BYTES);
    }

    @Override
    public void close(String store, Options options) {
        // The cache and the write buffers belong to the process, and RocksDB frees the filter with its table.
    }
}
