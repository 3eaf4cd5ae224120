package dev.sluice.service.dedup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * One RocksDB with a column family for each span of time, so that old keys go with their column family, at no cost. It
 * has no log of its own: what a killed process leaves is removed and comes back from the changelog. For one thread at a
 * time; the sums for any.
 */
final class Segments implements AutoCloseable {

    private final SharedRocksDb shared;
    private final DBOptions options;
    private final ColumnFamilyOptions segmentOptions;
    private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
    private final WriteBatch batch = new WriteBatch();
    private final RocksDB db;
    private final ColumnFamilyHandle unused;
    /** By the start of their time, the newest first. */
    private final NavigableMap<Long, ColumnFamilyHandle> segments = new TreeMap<>(Comparator.reverseOrder());

    Segments(Path folder, SharedRocksDb shared) throws RocksDBException, IOException {
        this.shared = shared;
        this.options = shared.options();
        this.segmentOptions = shared.segmentOptions();
        Files.createDirectories(folder);
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, segmentOptions));
        try (Options none = new Options()) {
            for (byte[] name : RocksDB.listColumnFamilies(none, folder.toString())) {
                if (!isDefault(name)) {
                    descriptors.add(new ColumnFamilyDescriptor(name, segmentOptions));
                }
            }
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        this.db = RocksDB.open(options, folder.toString(), descriptors, handles);
        this.unused = handles.get(0);
        for (ColumnFamilyHandle segment : handles.subList(1, handles.size())) {
            segments.put(Long.parseLong(new String(segment.getName(), US_ASCII)), segment);
        }
        shared.opened(this);
    }

    private static boolean isDefault(byte[] name) {
        return new String(name, US_ASCII).equals(new String(RocksDB.DEFAULT_COLUMN_FAMILY, US_ASCII));
    }

    /** From the newest segment that has the key. */
    byte @Nullable [] newest(byte[] key) throws RocksDBException {
        for (ColumnFamilyHandle segment : segments.values()) {
            // A get throws a C++ exception for a key that is not there, at three times the cost of this look at
            // filters.
            if (db.keyMayExist(segment, key, null)) {
                byte[] value = db.get(segment, key);
                if (value != null) {
                    return value;
                }
            }
        }
        return null;
    }

    /** Not to be seen before {@link #write()}. */
    void put(long segment, byte[] key, byte[] value) throws RocksDBException {
        ColumnFamilyHandle family = segments.get(segment);
        if (family == null) {
            family = create(segment);
        }
        batch.put(family, key, value);
    }

    private synchronized ColumnFamilyHandle create(long segment) throws RocksDBException {
        ColumnFamilyHandle family = db.createColumnFamily(
                new ColumnFamilyDescriptor(Long.toString(segment).getBytes(US_ASCII), segmentOptions));
        segments.put(segment, family);
        return family;
    }

    void write() throws RocksDBException {
        if (batch.count() > 0) {
            db.write(unlogged, batch);
            batch.clear();
        }
    }

    /** Forgets older segments. */
    void dropBefore(long segment) throws RocksDBException {
        if (!segments.isEmpty() && segments.lastKey() < segment) {
            drop(segment);
        }
    }

    private synchronized void drop(long segment) throws RocksDBException {
        while (!segments.isEmpty() && segments.lastKey() < segment) {
            try (ColumnFamilyHandle oldest = segments.pollLastEntry().getValue()) {
                db.dropColumnFamily(oldest);
            }
        }
    }

    /** Makes files of what is in memory. */
    void flush() throws RocksDBException {
        if (!segments.isEmpty()) {
            try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
                db.flush(waiting, List.copyOf(segments.values()));
            }
        }
    }

    /** Of one of RocksDB's figures, over all segments; for any thread, as long as this is open. */
    synchronized long sum(String property) {
        long sum = 0;
        for (ColumnFamilyHandle segment : segments.values()) {
            try {
                sum += db.getLongProperty(segment, property);
            } catch (RocksDBException e) {
                throw new IllegalArgumentException("RocksDB has no " + property, e);
            }
        }
        return sum;
    }

    @Override
    public void close() {
        shared.closing(this);
        segments.values().forEach(ColumnFamilyHandle::close);
        unused.close();
        db.close();
        batch.close();
        unlogged.close();
        segmentOptions.close();
        options.close();
    }
}
