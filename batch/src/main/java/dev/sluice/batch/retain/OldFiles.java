package dev.sluice.batch.retain;

import dev.sluice.batch.rawlog.ChainPosition;
import dev.sluice.batch.rawlog.CommitLogReader;
import dev.sluice.batch.rawlog.RawFiles;
import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.RawFile;
import dev.sluice.record.commitlog.RecordName;
import dev.sluice.record.commitlog.Retirement.ChainEnd;
import dev.sluice.record.commitlog.Retirement.RetiredFile;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files that may go, chain by chain from where the last run ended. Reads the records on the way, and one more. */
final class OldFiles {

    private final CommitLogReader commitLog;
    private final Instant before;
    private final int most;
    private final List<ChainEnd> ends = new ArrayList<>();
    private final List<RetiredFile> files = new ArrayList<>();

    /** @param most files after which no further record is looked at */
    OldFiles(LakeStorage raw, String dataset, Instant before, int most) {
        this.commitLog = new CommitLogReader(RawFiles.in(raw), dataset);
        this.before = before;
        this.most = most;
    }

    /**
     * @param processed how far the chain is processed
     * @param from how far it is retired; empty when it never was
     */
    void look(ChainPosition processed, Optional<ChainEnd> from) throws IOException {
        RecordName end = new RecordName(processed.next(), processed.sequence());
        Optional<CommitRecord> record = from.isPresent()
                ? commitLog.record(
                        processed.chain(),
                        new RecordName(from.get().start(), from.get().sequence()))
                : commitLog.first(processed.chain());
        Optional<RecordName> reached = Optional.empty();
        while (record.isPresent() && files.size() < most) {
            CommitRecord candidate = record.get();
            RecordName after = RecordName.after(candidate);
            // The newest record of a chain keeps its files: its next owner makes sure that they are published.
            boolean mayGo = after.compareTo(end) <= 0 && isOld(candidate);
            record = mayGo ? commitLog.record(processed.chain(), after) : Optional.empty();
            if (record.isPresent()) {
                candidate.files().forEach(this::take);
                reached = Optional.of(after);
            }
        }
        reached.ifPresent(name -> ends.add(new ChainEnd(
                processed.clusterId(), processed.topicId(), processed.partition(), name.start(), name.sequence())));
    }

    private boolean isOld(CommitRecord record) {
        return record.files().stream().allMatch(file -> file.maxTimeMillis() < before.toEpochMilli());
    }

    private void take(RawFile file) {
        files.add(new RetiredFile(file.path(), file.rows(), file.bytes(), file.checksum()));
    }

    List<ChainEnd> ends() {
        return ends;
    }

    List<RetiredFile> files() {
        return files;
    }
}
