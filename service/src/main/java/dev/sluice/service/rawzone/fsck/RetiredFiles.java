package dev.sluice.service.rawzone.fsck;

import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.record.commitlog.Retirement;
import dev.sluice.record.commitlog.RetirementJson;
import dev.sluice.service.rawzone.storage.RawStorage;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The files that {@code retain} took out, or is about to. Read only once a file is missed. Thread-safe. */
final class RetiredFiles {

    private final RawStorage storage;
    private final String dataset;
    private final Set<String> paths = new HashSet<>();
    private long read;

    RetiredFiles(RawStorage storage, String dataset) {
        this.storage = storage;
        this.dataset = dataset;
    }

    synchronized boolean contains(String path) throws IOException {
        if (!paths.contains(path)) {
            readOn(); // The file may have been retired since the last look.
        }
        return paths.contains(path);
    }

    private void readOn() throws IOException {
        while (true) {
            String name = CommitLogPaths.retirement(dataset, read + 1);
            Optional<byte[]> json = storage.read(name);
            if (json.isEmpty()) {
                return;
            }
            RetirementJson.read(json.get(), name).files().stream()
                    .map(Retirement.RetiredFile::path)
                    .forEach(paths::add);
            read++;
        }
    }
}
