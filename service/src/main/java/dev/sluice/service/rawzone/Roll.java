package dev.sluice.service.rawzone;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.RawFile;
import dev.sluice.record.commitlog.RecordName;
import dev.sluice.service.rawzone.chain.Chain;
import dev.sluice.service.rawzone.chain.ChainId;
import dev.sluice.service.rawzone.chain.RawFileName;
import dev.sluice.service.rawzone.storage.Checksum;
import dev.sluice.service.rawzone.storage.Prepared;
import dev.sluice.service.rawzone.storage.RawStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step of a chain, from an open file to a published record: close, prepare, commit, publish. Runs off the poll
 * thread and only once.
 */
final class Roll {

    private final RawStorage storage;
    private final Chain chain;
    private final ChainId id;
    private final Retry retry;
    private final Cancellation cancellation;

    /**
     * What is to be committed.
     *
     * @param previous last record of the chain
     * @param file null when the range holds no rows
     * @param next first offset that is not covered
     */
    record Step(
            CommitRecord previous, @Nullable OpenFile file, long next, long completeUntilMillis, RollReason reason) {}

    Roll(RawStorage storage, Chain chain, ChainId id, Retry retry, Cancellation cancellation) {
        this.storage = storage;
        this.chain = chain;
        this.id = id;
        this.retry = retry;
        this.cancellation = cancellation;
    }

    /** @param local the complete file, or null when the range holds no rows */
    record Closed(Step step, @Nullable Path local, long bytes, String checksum) {}

    /**
     * Completes the local file. No storage takes part, so this frees memory also while one is away.
     *
     * @throws IOException when the local file cannot be completed; none is left
     */
    Closed close(Step step) throws IOException {
        OpenFile file = step.file();
        if (file == null) {
            return new Closed(step, null, 0, "");
        }
        Path local = file.finish(footer(step, file));
        return new Closed(step, local, Files.size(local), Checksum.of(local));
    }

    /**
     * Leaves no local file, however it ends.
     *
     * @return the record, committed and published; empty when another writer was first
     */
    Optional<CommitRecord> commit(Closed closed, String writer, long nowMillis) throws IOException {
        Step step = closed.step();
        Path local = closed.local();
        OpenFile file = step.file();
        if (local == null || file == null) {
            return commit(record(step, List.of(), writer, nowMillis));
        }
        var name = new RawFileName(id.topic(), id.partition(), step.previous().next(), step.next(), attempt());
        try {
            String path = name.path(id.dataset(), Instant.ofEpochMilli(file.hour()));
            Prepared prepared =
                    retry.untilDone("bring " + path + " into RAW", cancellation, () -> storage.prepare(local, path));
            RawFile raw = new RawFile(
                    path,
                    prepared.staged(),
                    prepared.upload(),
                    file.rows(),
                    closed.bytes(),
                    closed.checksum(),
                    file.minOffset(),
                    file.maxOffset(),
                    file.minTimeMillis(),
                    file.maxTimeMillis(),
                    file.definitionVersion(),
                    Map.of());
            Optional<CommitRecord> committed = commit(record(step, List.of(raw), writer, nowMillis));
            if (committed.isEmpty()) {
                // The record at our head is another writer's, so none will ever name this file.
                retry.untilDone("discard " + path, cancellation, () -> storage.discard(prepared));
            }
            return committed;
        } finally {
            Files.deleteIfExists(local);
        }
    }

    private Optional<CommitRecord> commit(CommitRecord record) {
        String name = id + "@" + record.start();
        if (!retry.untilDone("commit " + name, cancellation, () -> chain.append(record))) {
            return Optional.empty();
        }
        retry.untilDone("publish " + name, cancellation, () -> chain.publish(record));
        chain.committed(record);
        return Optional.of(record);
    }

    private Map<String, String> footer(Step step, OpenFile file) {
        return Map.of(
                "sluice.definition.version", file.definitionVersion(),
                "sluice.topic", id.topic(),
                "sluice.topic.id", id.topicId(),
                "sluice.partition", Integer.toString(id.partition()),
                "sluice.offset.start", Long.toString(step.previous().next()),
                "sluice.offset.next", Long.toString(step.next()));
    }

    private CommitRecord record(Step step, List<RawFile> files, String writer, long nowMillis) {
        OpenFile file = step.file();
        CommitRecord previous = step.previous();
        RecordName name = RecordName.after(previous);
        return new CommitRecord(
                CommitRecord.FORMAT,
                file == null ? CommitRecord.Kind.EMPTY : CommitRecord.Kind.DATA,
                UUID.randomUUID().toString(),
                previous.commitId(),
                id.clusterId(),
                id.topicId(),
                id.topic(),
                id.partition(),
                name.start(),
                name.sequence(),
                step.next(),
                step.completeUntilMillis(),
                file == null ? previous.epoch() : Math.max(previous.epoch(), file.epoch()),
                files,
                file == null ? List.of() : file.counts(),
                null,
                writer,
                nowMillis,
                Map.of());
    }

    private static String attempt() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }
}
