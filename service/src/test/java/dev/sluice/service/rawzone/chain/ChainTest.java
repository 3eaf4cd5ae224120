package dev.sluice.service.rawzone.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.CommitRecord.Kind;
import dev.sluice.record.commitlog.RecordName;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ChainTest extends ChainFixture {

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
    void beginsForAnotherPartitionOfTheSameTopic() throws IOException {
        begin(0);
        var other = new ChainId("books", "cluster-1", "topic-1", "books.rows", 4);

        assertThat(new Chain(storage, other)
                        .begin(genesis(other, 0), OptionalLong.empty())
                        .partition())
                .isEqualTo(4);
    }
}
