package dev.sluice.service.rawzone.fsck;

import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.RawFile;
import dev.sluice.record.commitlog.RecordName;
import dev.sluice.service.rawzone.storage.RawStorage;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Follows one chain from its beginning, and goes on behind a break so that everything that is wrong is told at once.
 * For one thread, once.
 */
final class ChainWalk {

    private static final Set<String> OTHERS = Set.of(CommitLogPaths.GENESIS, "_checkpoint.json");

    private final RawStorage storage;
    private final ExecutorService pool;
    private final ChainFolder folder;
    private final FileCheck files;
    private final Report report;

    /** Null where nothing is known about what should come next: behind a record that cannot be trusted. */
    private @Nullable CommitRecord previous;

    private boolean unbroken;
    private String lastName = "";
    private String topic = "";
    private long start = -1;
    private long head = -1;
    private long completeUntilMillis;
    private long records;
    private long fileCount;
    private long rows;
    private long bytes;
    private long skipped;

    ChainWalk(RawStorage storage, ExecutorService pool, ChainFolder folder, FileCheck files, Report report) {
        this.storage = storage;
        this.pool = pool;
        this.folder = folder;
        this.files = files;
        this.report = report;
    }

    ChainSummary run() throws IOException {
        List<String> names = storage.list(folder.path(), "");
        List<String> recordNames = names.stream().filter(ChainWalk::isRecord).toList();
        if (!recordNames.isEmpty()) {
            lastName = folder.path(recordNames.get(recordNames.size() - 1));
        }
        for (String name : names) {
            if (!isRecord(name) && !OTHERS.contains(name)) {
                report.found(folder.finding(
                        FindingKind.STRAY_FILE, folder.path(name), "no file of a commit log has such a name"));
            }
        }
        if (!names.isEmpty()) {
            begin(names.contains(CommitLogPaths.GENESIS));
        }
        var read = new InOrder<RecordFile>(pool, this::take);
        for (String name : recordNames) {
            read.add(() -> RecordFile.read(storage, folder, name));
        }
        read.finish();
        return new ChainSummary(
                folder.dataset(),
                folder.partition(),
                topic,
                records,
                fileCount,
                rows,
                bytes,
                start,
                head,
                skipped,
                completeUntilMillis);
    }

    private static boolean isRecord(String name) {
        return RecordName.parse(name).isPresent();
    }

    private void begin(boolean hasGenesis) throws IOException {
        if (!hasGenesis) {
            report.found(folder.finding(
                    FindingKind.MISSING_GENESIS,
                    folder.path(CommitLogPaths.GENESIS),
                    "without it nothing says where the chain begins"));
            return;
        }
        RecordFile genesis = RecordFile.read(storage, folder, CommitLogPaths.GENESIS);
        if (genesis.finding() != null) {
            report.found(genesis.finding());
        }
        previous = genesis.record();
        if (previous != null) {
            unbroken = true;
            topic = previous.topic();
            start = previous.start();
            head = previous.next();
        }
    }

    private void take(RecordFile file) throws IOException {
        records++;
        if (records % 100 == 0) {
            report.progress(
                    String.format("partition %d, %,d records, %,d files", folder.partition(), records, fileCount));
        }
        CommitRecord record = file.record();
        if (record == null) {
            if (file.finding() != null) {
                report.found(file.finding());
            }
            unbroken = false;
            previous = null;
            return;
        }
        follow(file, record);
        report.record(record);
        topic = record.topic();
        completeUntilMillis = record.completeUntilMillis();
        if (unbroken) {
            head = record.next();
        }
        if (record.kind() == CommitRecord.Kind.SKIP) {
            skipped += record.next() - record.start();
        }
        takeFiles(file, record);
        if (previous == null || record.start() >= previous.next()) {
            previous = record;
        }
    }

    private void follow(RecordFile file, CommitRecord record) {
        CommitRecord before = previous;
        if (before == null) {
            unbroken = false;
            return;
        }
        String expected = folder.path(RecordName.after(before).toString());
        if (record.start() < before.next()) {
            broken(
                    FindingKind.OVERLAPPING_RECORDS,
                    file.path(),
                    "the record before it has offsets up to " + before.next() + " already");
        } else if (!expected.equals(file.path())) {
            broken(
                    FindingKind.MISSING_RECORD,
                    expected,
                    (record.start() > before.next()
                                    ? "no record has the offsets " + before.next() + " to " + (record.start() - 1)
                                    : "a record that closed an hour is gone")
                            + ", the next is " + LastName.of(file.path()));
        } else if (!before.commitId().equals(record.previousCommitId())) {
            broken(
                    FindingKind.WRONG_PREDECESSOR,
                    file.path(),
                    "it follows commit " + record.previousCommitId() + ", but the record before it is "
                            + before.commitId());
        } else if (record.completeUntilMillis() < before.completeUntilMillis() || record.epoch() < before.epoch()) {
            report.found(folder.finding(
                    FindingKind.BACKWARD_RECORD, file.path(), "its complete-until time or its epoch goes back"));
        }
    }

    private void broken(FindingKind kind, String path, String detail) {
        unbroken = false;
        report.found(folder.finding(kind, path, detail));
    }

    private void takeFiles(RecordFile in, CommitRecord record) throws IOException {
        long maxOffset = -1;
        for (RawFile file : record.files()) {
            fileCount++;
            rows += file.rows();
            bytes += file.bytes();
            if (file.minOffset() <= maxOffset) {
                report.found(folder.finding(
                        FindingKind.OVERLAPPING_FILES,
                        file.path(),
                        "another file of " + LastName.of(in.path()) + " has offsets up to " + maxOffset));
            }
            maxOffset = Math.max(maxOffset, file.maxOffset());
            files.add(new NamedFile(folder, in.path(), file), in.path().equals(lastName));
        }
    }
}
