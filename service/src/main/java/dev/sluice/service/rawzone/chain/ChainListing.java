package dev.sluice.service.rawzone.chain;

import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.RecordName;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawZoneException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What only a listing can tell: where a chain ends that nobody remembers, and whose chains are there instead. */
final class ChainListing {

    private final RawStorage storage;
    private final ChainId id;
    private final Records records;

    interface Records {
        Optional<CommitRecord> read(String name) throws IOException;
    }

    ChainListing(RawStorage storage, ChainId id, Records records) {
        this.storage = storage;
        this.id = id;
        this.records = records;
    }

    /** The last record by name, or the genesis record of a chain that has no other; empty when there is no chain. */
    Optional<CommitRecord> nearEnd() throws IOException {
        List<RecordName> names = storage.list(id.folder(), "").stream()
                .flatMap(name -> RecordName.parse(name).stream())
                .sorted()
                .toList();
        if (names.isEmpty()) {
            return records.read(CommitLogPaths.GENESIS);
        }
        CommitRecord last = record(names.get(names.size() - 1));
        CommitRecord before = names.size() > 1
                ? record(names.get(names.size() - 2))
                : records.read(CommitLogPaths.GENESIS)
                        .orElseThrow(() -> broken(last, "its chain has no " + CommitLogPaths.GENESIS));
        if (!RecordName.after(before).holds(last) || !before.commitId().equals(last.previousCommitId())) {
            throw broken(last, "the record before it, " + RecordName.of(before) + ", ends at " + before.next());
        }
        return Optional.of(last);
    }

    private CommitRecord record(RecordName name) throws IOException {
        return records.read(name.toString())
                .orElseThrow(() -> new IOException(id.folder() + "/" + name + " is listed and cannot be read"));
    }

    private RawZoneException broken(CommitRecord record, String reason) {
        return new RawZoneException("Cannot follow the chain of " + id + " in " + storage + "/" + id.folder()
                + ": broken before " + RecordName.of(record) + ", " + reason);
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
