package dev.sluice.service.rawzone.chain;

import dev.sluice.service.rawzone.storage.FaultyStorage;
import dev.sluice.service.rawzone.storage.Prepared;
import dev.sluice.service.rawzone.storage.RawStorage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Counts what recovery costs. */
final class CountingStorage extends FaultyStorage {

    private final int[] changes;
    private int reads;
    private int lists;
    private int listsOfPrepared;

    CountingStorage(RawStorage storage) {
        this(storage, new int[1]);
    }

    private CountingStorage(RawStorage storage, int[] changes) {
        super(storage, (call, when) -> changes[0] += when == When.BEFORE ? 1 : 0);
        this.changes = changes;
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        reads++;
        return super.read(name);
    }

    @Override
    public List<String> list(String folder, String after) throws IOException {
        lists++;
        return super.list(folder, after);
    }

    @Override
    public List<Prepared> prepared(String dataset) throws IOException {
        listsOfPrepared++;
        return super.prepared(dataset);
    }

    int reads() {
        return reads;
    }

    int lists() {
        return lists;
    }

    int calls() {
        return reads + lists + listsOfPrepared + changes[0];
    }

    void reset() {
        reads = 0;
        lists = 0;
        listsOfPrepared = 0;
        changes[0] = 0;
    }
}
