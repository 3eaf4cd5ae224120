package dev.sluice.service.rawzone.chain;

import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.CommitRecordJson;
import dev.sluice.record.commitlog.RawFile;
import dev.sluice.record.commitlog.RecordName;
import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawZoneException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and extends one chain. Every call may be repeated after an {@link IOException}. Not thread-safe.
 *
 * <p>The chain's head is the name that follows from its last record. Only a record of that name can advance it, and only
 * one writer can create it, so whoever fails to was not the owner, whatever the consumer group says.
 */
public final class Chain {

    private static final Logger log = LoggerFactory.getLogger(Chain.class);

    private static final String CHECKPOINT = "_checkpoint.json";
    /** Bounds the records read when the hint in Kafka is lost, for one small write in so many commits. */
    private static final int COMMITS_PER_CHECKPOINT = 64;

    private final RawStorage storage;
    private final ChainId id;
    /** So that the first commit of each owner writes one: owners who last short would otherwise never. */
    private int sinceCheckpoint = COMMITS_PER_CHECKPOINT - 1;

    public Chain(RawStorage storage, ChainId id) {
        this.storage = storage;
        this.id = id;
    }

    /**
     * Finds the last record, and publishes its files if its writer did not.
     *
     * @return the last record, or empty when there is no chain
     * @throws RawZoneException when a record is not as this protocol writes it
     */
    public Optional<CommitRecord> recover(Optional<Hint> hint) throws IOException {
        Optional<CommitRecord> last = last(hint);
        if (last.isPresent()) {
            publish(last.get());
            sweep(last.get());
        }
        return last;
    }

    /**
     * Finds the last record, and changes nothing.
     *
     * @return empty when there is no chain
     * @throws RawZoneException when a record is not as this protocol writes it
     */
    public Optional<CommitRecord> last(Optional<Hint> hint) throws IOException {
        Optional<CommitRecord> known = hint.isPresent() ? verified(hint.get()) : Optional.empty();
        if (known.isEmpty()) {
            known = checkpoint();
        }
        if (known.isEmpty()) {
            known = new ChainListing(storage, id, this::read).nearEnd();
        }
        return known.isEmpty() ? known : Optional.of(follow(known.get()));
    }

    private Optional<CommitRecord> verified(Hint hint) throws IOException {
        return read(hint.name()).filter(record -> record.commitId().equals(hint.commitId()));
    }

    private Optional<CommitRecord> checkpoint() throws IOException {
        Optional<Hint> hint =
                storage.read(path(CHECKPOINT)).flatMap(text -> Hint.parse(new String(text, StandardCharsets.UTF_8)));
        return hint.isPresent() ? verified(hint.get()) : Optional.empty();
    }

    private CommitRecord follow(CommitRecord known) throws IOException {
        CommitRecord last = known;
        for (var next = after(last); next.isPresent(); next = after(last)) {
            if (!last.commitId().equals(next.get().previousCommitId())) {
                throw new RawZoneException("Cannot follow the chain of " + id + " in " + storage + ": "
                        + path(RecordName.of(next.get())) + " names another record as the one before");
            }
            last = next.get();
            sinceCheckpoint++;
        }
        return last;
    }

    /** Files of writers who lost or died: behind the head nothing can refer to them any more. */
    private void sweep(CommitRecord last) throws IOException {
        for (var file : storage.prepared(id.dataset())) {
            var name = RawFileName.parse(file.fileName());
            if (name.isPresent()
                    && name.get().topic().equals(id.topic())
                    && name.get().partition() == id.partition()
                    && name.get().start() < last.next()) {
                log.info("Removing a staged file that no commit record names file={} {}", file.fileName(), id);
                storage.discard(file);
            }
        }
    }

    /** @throws RawZoneException when the commit log is that of another cluster, or of a topic of the same name */
    public void refuseForeign() throws IOException {
        new ChainListing(storage, id, this::read).refuseForeign();
    }

    /**
     * Begins the chain unless another writer does so first.
     *
     * @param committed offset of the consumer group, which no chain means should not be there
     * @return how it began, by whomever
     */
    public CommitRecord begin(CommitRecord genesis, OptionalLong committed) throws IOException {
        refuseForeign();
        if (committed.isPresent()) {
            throw new RawZoneException("Cannot begin a chain for " + id + " in " + storage + "/" + id.folder()
                    + ": the consumer group has committed offset " + committed.getAsLong()
                    + " but there is no commit log; either this is the wrong RAW zone or its commit log was removed");
        }
        String path = path(CommitLogPaths.GENESIS);
        storage.createIfAbsent(path, CommitRecordJson.write(genesis));
        return read(CommitLogPaths.GENESIS).orElseThrow(() -> new IOException(path + " is not there once created"));
    }

    /**
     * Commits a record at the head.
     *
     * @return whether it is in the chain; false when another writer's record is there instead
     */
    public boolean append(CommitRecord record) throws IOException {
        var name = new RecordName(record.start(), record.sequence());
        if (!name.holds(record) || !holdsItsFiles(record)) {
            throw new IllegalArgumentException("Invalid record " + name + ": kind " + record.kind() + " with next "
                    + record.next() + ", expected it behind the start and all rows");
        }
        if (storage.createIfAbsent(path(name.toString()), CommitRecordJson.write(record))) {
            return true;
        }
        // The name is taken: by another writer, or by an earlier call of ours whose answer was lost.
        CommitRecord winner = read(name.toString())
                .orElseThrow(() -> new IOException(path(name.toString()) + " is taken and cannot be read"));
        return winner.commitId().equals(record.commitId());
    }

    private static boolean holdsItsFiles(CommitRecord record) {
        return record.files().stream()
                .allMatch(file -> file.minOffset() >= record.start() && file.maxOffset() < record.next());
    }

    /**
     * Passes over rows that are gone: decided by a person, forward only, told as loss from then on.
     *
     * @param last record of the chain
     * @param next first offset that is not passed over
     * @param reason for people
     * @param who decided it
     * @return the record, or empty when another writer has extended the chain meanwhile
     */
    public Optional<CommitRecord> skip(CommitRecord last, long next, String reason, String who, Instant now)
            throws IOException {
        if (next <= last.next() || reason.isBlank()) {
            throw new IllegalArgumentException("Invalid skip of " + id + " from " + last.next() + " to " + next
                    + ", expected a later offset and a reason");
        }
        RecordName name = RecordName.after(last);
        var skip = new CommitRecord(
                CommitRecord.FORMAT,
                CommitRecord.Kind.SKIP,
                UUID.randomUUID().toString(),
                last.commitId(),
                id.clusterId(),
                id.topicId(),
                id.topic(),
                id.partition(),
                name.start(),
                name.sequence(),
                next,
                last.completeUntilMillis(),
                last.epoch(),
                List.of(),
                List.of(),
                reason,
                who,
                now.toEpochMilli(),
                Map.of());
        return append(skip) ? Optional.of(skip) : Optional.empty();
    }

    /** Makes the files of a committed record visible; the record after it may be created only then. */
    public void publish(CommitRecord record) throws IOException {
        for (RawFile file : record.files()) {
            try {
                storage.publish(file);
            } catch (RawZoneException gone) {
                // A later record proves that another writer published this one; its files may be archived since.
                if (after(record).isEmpty()) {
                    throw gone;
                }
            }
        }
    }

    /** To be called after each commit. A checkpoint is a hint, so a failure to write it changes nothing. */
    public void committed(CommitRecord record) {
        if (++sinceCheckpoint < COMMITS_PER_CHECKPOINT) {
            return;
        }
        try {
            byte[] text = Hint.at(record).text().getBytes(StandardCharsets.UTF_8);
            storage.replace(path(CHECKPOINT), text);
            sinceCheckpoint = 0;
        } catch (IOException failure) {
            log.warn("Cannot write the checkpoint of the commit log {} reason={}", id, failure.toString());
        }
    }

    private Optional<CommitRecord> after(CommitRecord record) throws IOException {
        return read(RecordName.after(record).toString());
    }

    private Optional<CommitRecord> read(String name) throws IOException {
        Optional<byte[]> json = storage.read(path(name));
        if (json.isEmpty()) {
            return Optional.empty();
        }
        CommitRecord record = checked(CommitRecordJson.read(json.get(), path(name)), path(name));
        boolean genesis = record.kind() == CommitRecord.Kind.GENESIS && name.equals(CommitLogPaths.GENESIS);
        if (!genesis && RecordName.parse(name).filter(own -> own.holds(record)).isEmpty()) {
            throw new RawZoneException("Cannot trust " + path(name) + " in " + storage + ": it is a " + record.kind()
                    + " record with start " + record.start() + ", sequence " + record.sequence() + " and next "
                    + record.next());
        }
        return Optional.of(record);
    }

    private CommitRecord checked(CommitRecord record, String path) {
        if (!record.clusterId().equals(id.clusterId())
                || !record.topicId().equals(id.topicId())
                || record.partition() != id.partition()) {
            throw new RawZoneException("Cannot trust " + path + " in " + storage + ": it was written for cluster "
                    + record.clusterId() + ", topic id " + record.topicId() + ", partition " + record.partition());
        }
        return record;
    }

    private String path(String name) {
        return id.folder() + "/" + name;
    }
}
