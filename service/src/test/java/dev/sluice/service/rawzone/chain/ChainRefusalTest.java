package dev.sluice.service.rawzone.chain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.CommitRecord.Kind;
import dev.sluice.record.commitlog.UnreadableCommitRecordException;
import dev.sluice.service.rawzone.storage.RawZoneException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is not the continuation of a chain is called by its name, and left as it is. */
class ChainRefusalTest extends ChainFixture {

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
}
