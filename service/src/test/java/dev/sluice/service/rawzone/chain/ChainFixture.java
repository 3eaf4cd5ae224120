package dev.sluice.service.rawzone.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.CommitRecord.Kind;
import dev.sluice.record.commitlog.RecordName;
import dev.sluice.service.rawzone.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A chain in a local folder, and records to lengthen it with. */
abstract class ChainFixture {

    static final ChainId ID = new ChainId("books", "cluster-1", "topic-1", "books.rows", 3);

    @TempDir
    Path raw;

    CountingStorage storage;
    Chain chain;

    @BeforeEach
    void open() {
        storage = new CountingStorage(new LocalStorage(raw));
        chain = new Chain(storage, ID);
    }

    CommitRecord begin(long start) throws IOException {
        return chain.begin(genesis(ID, start), OptionalLong.empty());
    }

    CommitRecord extend(CommitRecord last, int records) throws IOException {
        CommitRecord end = last;
        for (int i = 0; i < records; i++) {
            CommitRecord next = after(end, 10);
            assertThat(chain.append(next)).isTrue();
            chain.committed(next);
            end = next;
        }
        return end;
    }

    CommitRecord append(CommitRecord record) throws IOException {
        assertThat(chain.append(record)).isTrue();
        return record;
    }

    static CommitRecord genesis(ChainId id, long start) {
        return record(id, Kind.GENESIS, null, new RecordName(start, 0), start);
    }

    static CommitRecord after(CommitRecord last, long offsets) {
        return record(ID, Kind.EMPTY, last.commitId(), RecordName.after(last), last.next() + offsets);
    }

    private static CommitRecord record(ChainId id, Kind kind, String previous, RecordName name, long next) {
        return new CommitRecord(
                1,
                kind,
                id(),
                previous,
                id.clusterId(),
                id.topicId(),
                id.topic(),
                id.partition(),
                name.start(),
                name.sequence(),
                next,
                0,
                0,
                List.of(),
                List.of(),
                null,
                "me",
                0,
                Map.of());
    }

    static String id() {
        return UUID.randomUUID().toString();
    }

    Path folder() {
        return raw.resolve(ID.folder());
    }
}
