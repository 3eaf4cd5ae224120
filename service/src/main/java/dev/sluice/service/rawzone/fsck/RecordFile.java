package dev.sluice.service.rawzone.fsck;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.CommitRecord.Kind;
import dev.sluice.record.commitlog.CommitRecordJson;
import dev.sluice.record.commitlog.RawFile;
import dev.sluice.record.commitlog.RecordName;
import dev.sluice.record.commitlog.UnreadableCommitRecordException;
import dev.sluice.service.rawzone.chain.RawFileName;
import dev.sluice.service.rawzone.storage.RawStorage;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A record of a chain as it was read: the record, or why it cannot be trusted.
 *
 * @param path relative to the RAW zone's root
 * @param record null when it is not to be trusted
 * @param finding null when it is
 */
record RecordFile(
        String path,
        @Nullable CommitRecord record,
        @Nullable Finding finding) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static RecordFile read(RawStorage storage, ChainFolder folder, String name) throws IOException {
        String path = folder.path(name);
        Optional<byte[]> bytes = storage.read(path);
        if (bytes.isEmpty()) {
            return distrusted(folder, FindingKind.MISSING_RECORD, path, "it was listed and is not there any more");
        }
        CommitRecord record;
        try {
            record = CommitRecordJson.read(bytes.get(), path);
        } catch (UnreadableCommitRecordException unreadable) {
            int format = format(bytes.get());
            return format > CommitRecord.FORMAT
                    ? distrusted(
                            folder,
                            FindingKind.NEWER_RECORD,
                            path,
                            "written in format " + format + ", this version reads up to " + CommitRecord.FORMAT)
                    : distrusted(folder, FindingKind.DAMAGED_RECORD, path, "it is no commit record");
        }
        if (!folder.isOf(record)) {
            return distrusted(
                    folder,
                    FindingKind.FOREIGN_RECORD,
                    path,
                    "it was written for cluster " + record.clusterId() + ", topic id " + record.topicId()
                            + ", partition " + record.partition());
        }
        String contradiction = contradiction(folder, record, name);
        return contradiction.isEmpty()
                ? new RecordFile(path, record, null)
                : distrusted(folder, FindingKind.DAMAGED_RECORD, path, "it contradicts itself: " + contradiction);
    }

    private static RecordFile distrusted(ChainFolder folder, FindingKind kind, String path, String detail) {
        return new RecordFile(path, null, folder.finding(kind, path, detail));
    }

    private static int format(byte[] json) {
        try {
            return JSON.readTree(json).path("format").asInt(-1);
        } catch (IOException noJson) {
            return -1;
        }
    }

    /** What no writer of this protocol would have written; empty when there is nothing. */
    private static String contradiction(ChainFolder folder, CommitRecord record, String name) {
        boolean genesis = name.equals(CommitLogPaths.GENESIS) && record.kind() == Kind.GENESIS;
        if (!genesis && RecordName.parse(name).filter(own -> own.holds(record)).isEmpty()) {
            return "kind " + record.kind() + ", start " + record.start() + ", sequence " + record.sequence() + ", next "
                    + record.next();
        }
        if ((record.kind() == Kind.DATA) == record.files().isEmpty()) {
            return "kind " + record.kind() + " with " + record.files().size() + " files";
        }
        long rows = 0;
        for (RawFile file : record.files()) {
            if (!fits(folder, record, file)) {
                return "file " + file.path() + " with offsets " + file.minOffset() + " to " + file.maxOffset();
            }
            rows += file.rows();
        }
        long counted = record.counts().stream().mapToLong(count -> count.rows()).sum();
        return rows == counted ? "" : rows + " rows in its files, " + counted + " in its counts";
    }

    private static boolean fits(ChainFolder folder, CommitRecord record, RawFile file) {
        Optional<RawFileName> name = RawFileName.parse(LastName.of(file.path()));
        return file.path().startsWith(folder.dataset() + "/")
                && name.isPresent()
                && name.get().topic().equals(record.topic())
                && name.get().partition() == record.partition()
                && file.minOffset() >= record.start()
                && file.maxOffset() < record.next()
                && file.rows() > 0
                && file.rows() <= file.maxOffset() - file.minOffset() + 1;
    }
}
