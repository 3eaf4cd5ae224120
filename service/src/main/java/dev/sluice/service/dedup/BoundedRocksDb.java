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

    /** Keys of the stream's configuration that carry the two sizes here, in bytes. */
    public static final String BLOCK_CACHE = "sluice.dedup.block-cache";

    public static final String WRITE_BUFFERS = "sluice.dedup.write-buffers";

    private static final int BITS_PER_KEY = 10; // one false answer in a hundred
    private static final double FOR_INDEX_AND_FILTERS = 0.5;

    private static @Nullable Shared shared;

    private record Shared(Cache cache, WriteBufferManager writeBuffers) {}

    /** One instance for the life of the process: stores of later streams in it use it again. */
    private static synchronized Shared shared(Map<String, Object> configs) {
        if (shared == null) {
            long blockCache = (Long) requireNonNull(configs.get(BLOCK_CACHE));
            long writeBuffers = (Long) requireNonNull(configs.get(WRITE_BUFFERS));
            Cache cache = new LRUCache(blockCache + writeBuffers, -1, false, FOR_INDEX_AND_FILTERS);
            shared = new Shared(cache, new WriteBufferManager(writeBuffers, cache));
        }
        return shared;
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
    }

    @Override
    public void close(String store, Options options) {
        // The cache and the write buffers belong to the process, and RocksDB frees the filter with its table.
    }
}
