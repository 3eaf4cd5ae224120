package dev.sluice.service.rawzone.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.CommitRecord.Kind;
import dev.sluice.record.commitlog.CommitRecordJson;
import dev.sluice.record.commitlog.RecordName;
import dev.sluice.record.commitlog.UnreadableCommitRecordException;
import dev.sluice.service.rawzone.storage.LocalStorage;
import dev.sluice.service.rawzone.storage.RawZoneException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainTest {

    private static final ChainId ID = new ChainId("books", "cluster-1", "topic-1", "books.rows", 3);

    @TempDir
    Path raw;

    private CountingStorage storage;
    private Chain chain;

    @BeforeEach
    void open() {
        storage = new CountingStorage(new LocalStorage(raw));
        chain = new Chain(storage, ID);
    }

    @Test
    void hasNoLastRecordBeforeItBegins() throws IOException {
        assertThat(chain.recover(Optional.empty())).isEmpty();
    }

    @Test
    void beginsOnceForAllWriters() throws IOException {
        CommitRecord first = begin(17);
        CommitRecord second = new Chain(storage, ID).begin(genesis(ID, 20), OptionalLong.empty());

        assertThat(second).isEqualTo(first);
        assertThat(chain.recover(Optional.empty())).contains(first);
    }

    @Test
    void letsOneOfTwoRecordsFollow() throws IOException {
        CommitRecord genesis = begin(0);
        CommitRecord mine = after(genesis, 10);
        CommitRecord theirs = after(genesis, 12);

        assertThat(chain.append(mine)).isTrue();
        assertThat(new Chain(storage, ID).append(theirs)).isFalse();

        assertThat(chain.recover(Optional.empty())).contains(mine);
    }

    @Test
    void recognizesItsOwnRecordWhenTheAnswerWasLost() throws IOException {
        CommitRecord mine = after(begin(0), 10);
        chain.append(mine);

        assertThat(chain.append(mine)).isTrue();
    }

    @Test
    void isFollowedFromAHintWithTwoReads() throws IOException {
        CommitRecord last = extend(begin(0), 10);
        storage.reset();

        assertThat(chain.recover(Optional.of(Hint.at(last)))).contains(last);

        assertThat(storage.reads()).isEqualTo(2);
        assertThat(storage.lists()).isZero();
    }

    @Test
    void isFollowedFromAHintThatWasSetBack() throws IOException {
        CommitRecord early = extend(begin(0), 3);
        CommitRecord last = extend(early, 20);

        assertThat(chain.recover(Optional.of(Hint.at(early)))).contains(last);
    }

    @Test
    void doesNotTrustAHintWithAnotherCommitId() throws IOException {
        CommitRecord last = extend(begin(0), 10);
        var forged = new Hint(RecordName.of(last), UUID.randomUUID().toString());
        var ahead = new Hint(new RecordName(last.next() + 1000, 0).toString(), last.commitId());

        assertThat(chain.recover(Optional.of(forged))).contains(last);
        assertThat(chain.recover(Optional.of(ahead))).contains(last);
    }

    @Test
    void isFoundByItsCheckpointWithoutAListing() throws IOException {
        CommitRecord last = extend(begin(0), 1_000);
        storage.reset();

        assertThat(chain.recover(Optional.empty())).contains(last);

        assertThat(storage.reads()).isLessThanOrEqualTo(2 + 64);
        assertThat(storage.lists()).isZero();
    }

    @Test
    void isFoundByListingWhenNobodyRemembers() throws IOException {
        CommitRecord last = extend(begin(0), 100);
        Files.delete(folder().resolve("_checkpoint.json"));

        assertThat(chain.recover(Optional.empty())).contains(last);
    }

    @Test
    void isNamedOnBySequenceWhereHoursCloseWithoutAnOffset() throws IOException {
        CommitRecord last = extend(begin(7), 2);
        CommitRecord first = append(after(last, 0));
        CommitRecord second = append(after(first, 0));
        CommitRecord data = append(after(second, 10));

        assertThat(List.of(first, second, data))
                .extracting(RecordName::of)
                .containsExactly(
                        "00000000000000000027.json",
                        "00000000000000000027_000001.json",
                        "00000000000000000027_000002.json");
        for (CommitRecord hinted : List.of(last, first, second, data)) {
            assertThat(chain.recover(Optional.of(Hint.at(hinted)))).contains(data);
        }
        Files.delete(folder().resolve("_checkpoint.json"));
        assertThat(chain.recover(Optional.empty())).contains(data);
    }

    @Test
    void letsOneOfTwoWritersCloseAnHour() throws IOException {
        CommitRecord last = extend(begin(0), 1);

        assertThat(chain.append(after(last, 0))).isTrue();

        assertThat(new Chain(storage, ID).append(after(last, 0))).isFalse();
        assertThat(new Chain(storage, ID).append(after(last, 5))).isFalse();
    }

    @Test
    void passesOverRowsThatAreGone() throws IOException {
        CommitRecord last = append(after(extend(begin(0), 1), 0));

        CommitRecord skip = chain.skip(last, 25, "retention overtook it", "ann", Instant.EPOCH)
                .orElseThrow();

        assertThat(chain.recover(Optional.of(Hint.at(last)))).contains(skip);
        assertThat(skip.kind()).isEqualTo(Kind.SKIP);
        assertThat(RecordName.of(skip)).isEqualTo("00000000000000000010_000001.json");
        assertThat(skip.next()).isEqualTo(25);
        assertThat(skip.reason()).isEqualTo("retention overtook it");
        assertThat(skip.writer()).isEqualTo("ann");
    }

    @Test
    void passesOverNothingOnceAnotherWriterWentOn() throws IOException {
        CommitRecord last = extend(begin(0), 1);
        CommitRecord other = append(after(last, 3));

        assertThat(chain.skip(last, 25, "gone", "ann", Instant.EPOCH)).isEmpty();
        assertThat(chain.recover(Optional.empty())).contains(other);
    }

    @Test
    void passesOverRowsForwardOnlyAndForAReason() throws IOException {
        CommitRecord last = extend(begin(0), 1);

        assertThatThrownBy(() -> chain.skip(last, 10, "gone", "ann", Instant.EPOCH))
                .hasMessage("Invalid skip of books.rows-3 from 10 to 10, expected a later offset and a reason");
        assertThatThrownBy(() -> chain.skip(last, 11, " ", "ann", Instant.EPOCH))
                .hasMessageContaining("expected a later offset and a reason");
    }

    @Test
    void costsTheSameToRecoverWhateverItsHistory() throws IOException {
        CommitRecord young = extend(begin(0), 10);
        storage.reset();
        chain.recover(Optional.of(Hint.at(young)));
        int calls = storage.calls();
        storage.reset();
        chain.recover(Optional.empty());
        int callsWithoutHint = storage.calls();
        CommitRecord old = age(young, 9_990);
        storage.reset();

        new Chain(storage, ID).recover(Optional.of(Hint.at(old)));
        assertThat(storage.calls()).isEqualTo(calls);
        storage.reset();
        new Chain(storage, ID).recover(Optional.empty());

        assertThat(storage.lists()).isZero();
        assertThat(storage.calls()).isBetween(callsWithoutHint - 9, callsWithoutHint + 64);
    }

    @Test
    void refusesToBeginWhereTheGroupHasBeenBefore() {
        assertThatThrownBy(() -> chain.begin(genesis(ID, 0), OptionalLong.of(55)))
                .isInstanceOf(RawZoneException.class)
                .hasMessageContaining("the consumer group has committed offset 55 but there is no commit log");
        assertThat(raw).isEmptyDirectory();
    }

    @Test
    void refusesToBeginBesideTheChainsOfARecreatedTopic() throws IOException {
        begin(0);
        var recreated = new ChainId("books", "cluster-1", "topic-2", "books.rows", 3);

        assertThatThrownBy(() -> new Chain(storage, recreated).begin(genesis(recreated, 0), OptionalLong.empty()))
                .isInstanceOf(RawZoneException.class)
                .hasMessageContaining("a topic of the same name with id topic-1, this one has topic-2");
    }

    @Test
    void refusesToBeginBesideTheChainsOfAnotherCluster() throws IOException {
        begin(0);
        var cloned = new ChainId("books", "cluster-2", "topic-1", "books.rows", 3);

        assertThatThrownBy(() -> new Chain(storage, cloned).begin(genesis(cloned, 0), OptionalLong.empty()))
                .isInstanceOf(RawZoneException.class)
                .hasMessageContaining("belongs to Kafka cluster cluster-1, this is cluster-2");
    }

    @Test
    void beginsForAnotherPartitionOfTheSameTopic() throws IOException {
        begin(0);
        var other = new ChainId("books", "cluster-1", "topic-1", "books.rows", 4);

        assertThat(new Chain(storage, other)
                        .begin(genesis(other, 0), OptionalLong.empty())
                        .partition())
                .isEqualTo(4);
    }

    @Test
    void refusesARecordOfALaterFormat() throws IOException {
        CommitRecord last = extend(begin(0), 2);
        Path next = folder().resolve(String.format("%020d.json", last.next()));
        Files.writeString(next, "{\"format\": 2}");

        assertThatThrownBy(() -> chain.recover(Optional.of(Hint.at(last))))
                .isInstanceOf(UnreadableCommitRecordException.class)
                .hasMessageContaining("written in format 2, this version reads up to 1; upgrade it");
    }

    @Test
    void refusesACorruptedRecord() throws IOException {
        CommitRecord last = extend(begin(0), 2);
        Path next = folder().resolve(String.format("%020d.json", last.next()));
        Files.write(next, new byte[] {'{', 0, 1});

        assertThatThrownBy(() -> chain.recover(Optional.of(Hint.at(last))))
                .isInstanceOf(UnreadableCommitRecordException.class)
                .hasMessageContaining(next.getFileName().toString());
    }

    @Test
    void refusesARecordThatFollowsAnother() throws IOException {
        CommitRecord last = extend(begin(0), 2);
        chain.append(new CommitRecord(
                1,
                Kind.EMPTY,
                id(),
                id(),
                "cluster-1",
                "topic-1",
                "books.rows",
                3,
                last.next(),
                0,
                last.next() + 5,
                0,
                0,
                List.of(),
                List.of(),
                null,
                "me",
                0,
                Map.of()));

        assertThatThrownBy(() -> chain.recover(Optional.of(Hint.at(last))))
                .isInstanceOf(RawZoneException.class)
                .hasMessageContaining("names another record as the one before");
    }

    @Test
    void refusesAListingWithAGap() throws IOException {
        extend(begin(0), 20);
        Files.delete(folder().resolve("_checkpoint.json"));
        Files.delete(folder().resolve(String.format("%020d.json", 18 * 10)));

        assertThatThrownBy(() -> chain.recover(Optional.empty()))
                .isInstanceOf(RawZoneException.class)
                .hasMessageContaining("broken before " + String.format("%020d.json", 19 * 10));
    }

    @Test
    void refusesARecordCopiedFromElsewhere() throws IOException {
        CommitRecord last = extend(begin(0), 2);
        storage.createIfAbsent(
                ID.folder() + "/" + String.format("%020d.json", last.next()),
                new String(storage.read(ID.folder() + "/genesis.json").orElseThrow(), UTF_8)
                        .replace("cluster-1", "cluster-9")
                        .getBytes(UTF_8));

        assertThatThrownBy(() -> chain.recover(Optional.of(Hint.at(last))))
                .isInstanceOf(RawZoneException.class)
                .hasMessageContaining("it was written for cluster cluster-9");
    }

    private CommitRecord begin(long start) throws IOException {
        return chain.begin(genesis(ID, start), OptionalLong.empty());
    }

    private CommitRecord extend(CommitRecord last, int records) throws IOException {
        CommitRecord end = last;
        for (int i = 0; i < records; i++) {
            CommitRecord next = after(end, 10);
            assertThat(chain.append(next)).isTrue();
            chain.committed(next);
            end = next;
        }
        return end;
    }

    /** As {@link #extend}, without waiting for a disk each time. */
    private CommitRecord age(CommitRecord last, int records) throws IOException {
        CommitRecord end = last;
        for (int i = 0; i < records; i++) {
            end = after(end, 10);
            Files.write(folder().resolve(RecordName.of(end)), CommitRecordJson.write(end));
            chain.committed(end);
        }
        return end;
    }

    private CommitRecord append(CommitRecord record) throws IOException {
        assertThat(chain.append(record)).isTrue();
        return record;
    }

    private static CommitRecord genesis(ChainId id, long start) {
        return record(id, Kind.GENESIS, null, new RecordName(start, 0), start);
    }

    private static CommitRecord after(CommitRecord last, long offsets) {
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

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private Path folder() {
        return raw.resolve(ID.folder());
    }
}
