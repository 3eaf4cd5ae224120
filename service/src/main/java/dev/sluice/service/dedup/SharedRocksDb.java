package dev.sluice.service.dedup;

import java.util.HashSet;
import java.util.Set;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * What all dedup stores of a process share: memory in one bound, whatever their number, and the place where their figures
 * are read. Bloom filters, of files and of what is still in memory, spare a look for unseen keys. Index and filter
 * blocks are counted in the block cache: outside it they would grow with the number of keys. Thread-safe. One for the
 * life of the process.
 */
public final class SharedRocksDb {

    private static final int BITS_PER_KEY = 10; // one false answer in a hundred
    private static final double SHARE_FOR_FILTERS_IN_MEMORY =
            0.1; // or the newest keys would be looked for in a skip list
    private static final long MANIFEST_BYTES = 64 << 10; // RocksDB would reserve 4 MB for it
    private static final double FOR_INDEX_AND_FILTERS = 0.5;
    private static final long WRITE_BUFFER_BYTES = 16 << 20;
    private static final int WRITE_BUFFERS = 3;

    static {
        RocksDB.loadLibrary();
    }

    private final Cache cache;
    private final WriteBufferManager writeBuffers;
    private final long limit;
    private final Set<Segments> open = new HashSet<>();

    public SharedRocksDb(StoreMemory memory) {
        limit = memory.blockCache() + memory.writeBuffers();
        cache = new LRUCache(limit, -1, false, FOR_INDEX_AND_FILTERS);
        writeBuffers = new WriteBufferManager(memory.writeBuffers(), cache);
    }

    /** What blocks, filters and write buffers take now. */
    long memoryUsed() {
        return cache.getUsage();
    }

    /** What they may take. */
    long memoryLimit() {
        return limit;
    }

    /** Of one of RocksDB's figures, over all open stores. */
    synchronized long sum(String property) {
        return open.stream().mapToLong(store -> store.sum(property)).sum();
    }

    synchronized void opened(Segments store) {
        open.add(store);
    }

    synchronized void closing(Segments store) {
        open.remove(store);
    }

    /** To be closed by the caller, after the store. */
    DBOptions options() {
        return new DBOptions()
                .setCreateIfMissing(true)
                .setInfoLogLevel(InfoLogLevel.ERROR_LEVEL)
                .setMaxBackgroundJobs(Math.max(2, Runtime.getRuntime().availableProcessors()))
                .setWriteBufferManager(writeBuffers)
                .setManifestPreallocationSize(MANIFEST_BYTES);
    }

    /** To be closed by the caller, after the store. */
    ColumnFamilyOptions segmentOptions() {
        BlockBasedTableConfig table = new BlockBasedTableConfig()
                .setBlockCache(cache)
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinTopLevelIndexAndFilter(true)
                .setFilterPolicy(new BloomFilter(BITS_PER_KEY))
                .setWholeKeyFiltering(true);
        return new ColumnFamilyOptions()
                .setTableFormatConfig(table)
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setCompactionStyle(CompactionStyle.UNIVERSAL)
                .setWriteBufferSize(WRITE_BUFFER_BYTES)
                .setMaxWriteBufferNumber(WRITE_BUFFERS)
                .setMemtablePrefixBloomSizeRatio(SHARE_FOR_FILTERS_IN_MEMORY)
                .setMemtableWholeKeyFiltering(true);
    }
}
