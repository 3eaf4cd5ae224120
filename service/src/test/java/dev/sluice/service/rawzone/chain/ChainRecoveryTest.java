package dev.sluice.service.rawzone.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.CommitRecordJson;
import dev.sluice.record.commitlog.RecordName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where a chain ends is found again, at a cost that does not grow with its history. */
class ChainRecoveryTest extends ChainFixture {

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
}
