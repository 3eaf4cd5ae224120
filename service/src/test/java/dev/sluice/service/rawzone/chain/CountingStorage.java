package dev.sluice.service.rawzone.chain;

import dev.sluice.service.rawzone.storage.FaultyStorage;
import dev.sluice.service.rawzone.storage.RawStorage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Counts what recovery costs. */
final class CountingStorage extends FaultyStorage {

    private int reads;
    private int lists;

    CountingStorage(RawStorage storage) {
        super(storage, (call, when) -> {});
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

    int reads() {
        return reads;
    }

    int lists() {
        return lists;
    }

    void reset() {
        reads = 0;
        lists = 0;
    }
}
