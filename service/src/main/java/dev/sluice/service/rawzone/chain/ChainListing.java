package dev.sluice.service.rawzone.chain;

import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.CommitRecordJson;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawZoneException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What only a listing can tell: where a chain ends that nobody remembers, and whose chains are there instead. */
final class ChainListing {

    private static final Pattern RECORD = Pattern.compile("\\d{20}\\.json");

    private final RawStorage storage;
    private final ChainId id;
    private final Records records;

    interface Records {
        Optional<CommitRecord> read(long start) throws IOException;
    }

    ChainListing(RawStorage storage, ChainId id, Records records) {
        this.storage = storage;
        this.id = id;
        this.records = records;
    }

    /** The last record by name, or the genesis record of a chain that has no other; empty when there is no chain. */
    Optional<CommitRecord> nearEnd() throws IOException {
        List<String> names = storage.list(id.folder(), "").stream()
                .filter(name -> RECORD.matcher(name).matches())
                .toList();
        if (names.isEmpty()) {
            return genesis();
        }
        CommitRecord last = record(names.get(names.size() - 1));
        CommitRecord before = names.size() > 1
                ? record(names.get(names.size() - 2))
                : genesis().orElseThrow(() -> broken(last, "its chain has no " + CommitLogPaths.GENESIS));
        if (before.next() != last.start() || !before.commitId().equals(last.previousCommitId())) {
            throw broken(last, "the record before it ends at " + before.next());
        }
        return Optional.of(last);
    }

    private Optional<CommitRecord> genesis() throws IOException {
        String path = id.folder() + "/" + CommitLogPaths.GENESIS;
        return storage.read(path).map(json -> CommitRecordJson.read(json, path));
    }

    private CommitRecord record(String name) throws IOException {
        return records.read(Long.parseLong(name.substring(0, name.indexOf('.'))))
                .orElseThrow(() -> new IOException(id.folder() + "/" + name + " is listed and cannot be read"));
    }

    private RawZoneException broken(CommitRecord record, String reason) {
        return new RawZoneException("Cannot follow the chain of " + id + " in " + storage + "/" + id.folder()
                + ": broken before " + CommitLogPaths.record(record.start()) + ", " + reason);
    }

    /** A new chain beside those of another cluster, or of a topic of the same name, would mix two histories. */
    void refuseForeign() throws IOException {
        String dataset = CommitLogPaths.dataset(id.dataset());
        List<String> clusters = storage.list(dataset, "");
        if (!clusters.isEmpty() && !clusters.contains(id.clusterId())) {
            throw new RawZoneException("Cannot begin a chain for " + id + " in " + storage + "/" + dataset
                    + ": its commit log belongs to Kafka cluster " + clusters.get(0) + ", this is " + id.clusterId()
                    + "; a cloned environment needs a RAW zone of its own");
        }
        List<String> topics = storage.list(dataset + "/" + id.clusterId(), "");
        if (!topics.isEmpty() && !topics.contains(id.topicId())) {
            throw new RawZoneException("Cannot begin a chain for " + id + " in " + storage + "/" + dataset
                    + ": its commit log belongs to a topic of the same name with id " + topics.get(0)
                    + ", this one has "
                    + id.topicId() + "; the topic was deleted and created again");
        }
    }
}
