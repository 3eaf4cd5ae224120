package dev.sluice.batch.lease;

import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.record.commitlog.VersionedJson;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The leases of a dataset in its storage, by number: the highest counts, and to take over is to create the next. */
final class LeaseFiles {

    private static final VersionedJson<LeaseRecord> JSON =
            new VersionedJson<>(LeaseRecord.class, "lease", LeaseRecord.FORMAT);
    private static final String NAME = "\\d{18}\\.json";

    private final LakeStorage storage;
    private final String folder;

    LeaseFiles(LakeStorage storage, String folder) {
        this.storage = storage;
        this.folder = folder;
    }

    /** By number; without those that went away while it was looked. */
    SortedMap<Long, LeaseRecord> all() throws IOException {
        SortedMap<Long, LeaseRecord> leases = new TreeMap<>();
        for (LakeStorage.Entry entry : storage.list(folder)) {
            if (entry.name().matches(NAME)) {
                long number =
                        Long.parseLong(entry.name().substring(0, entry.name().indexOf('.')));
                read(number).ifPresent(lease -> leases.put(number, lease));
            }
        }
        return leases;
    }

    Optional<LeaseRecord> read(long number) throws IOException {
        return storage.read(path(number)).map(json -> JSON.read(json, path(number)));
    }

    boolean create(long number, LeaseRecord lease) throws IOException {
        return storage.createIfAbsent(path(number), JSON.write(lease));
    }

    void replace(long number, LeaseRecord lease) throws IOException {
        storage.replace(path(number), JSON.write(lease));
    }

    void delete(long number) throws IOException {
        storage.delete(path(number));
    }

    private String path(long number) {
        return folder + "/" + String.format(Locale.ROOT, "%018d.json", number);
    }
}
