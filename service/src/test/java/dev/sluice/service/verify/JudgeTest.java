package dev.sluice.service.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.service.audit.AuditTotals.SourceHour;
import dev.sluice.service.audit.AuditTotals.Totals;
import dev.sluice.service.snapshot.Positions;
import dev.sluice.service.snapshot.Positions.Position;
import dev.sluice.service.verify.HourProof.State;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What numbers prove. Ten messages with three records each in two hours: two malformed, one record rejected. */
class JudgeTest {

    private static final SourceHour FIRST = new SourceHour(0, 0, 100);
    private static final SourceHour SECOND = new SourceHour(0, 0, 101);

    private final Map<SourceHour, Totals> decoded = new TreeMap<>();
    private final Map<SourceHour, Totals> deduped = new TreeMap<>();
    private final Map<SourceHour, Long> letters = new HashMap<>();
    private final Map<SourceHour, Long> raw = new HashMap<>();
    private final Map<SourceHour, Totals> counted = new HashMap<>();
    private Position input = new Position(0, 20, 20);
    private Position rekey = new Position(0, 50, 50);
    private Position rows = new Position(0, 50, 50);
    private boolean lettersExpired;
    private long sourceMessages;

    @BeforeEach
    void balance() {
        count(FIRST, 22, 1, 10);
        count(SECOND, 22, 1, 20);
    }

    private void count(SourceHour hour, long dedupedRows, long duplicates, long covered) {
        decoded.put(hour, new Totals(10, 8, 0, 2, 0, 24, 1, 3, 0, 0, covered));
        deduped.put(hour, new Totals(10, 8, 0, 2, 0, 24, 1, 3, dedupedRows, duplicates, covered));
        letters.put(hour, 3L);
        raw.put(hour, dedupedRows);
        counted.put(hour, deduped.get(hour));
    }

    @Test
    void balancesWhenEveryNumberAgrees() {
        Proof proof = judge();

        assertThat(states(proof)).containsExactly(State.BALANCED, State.BALANCED);
        assertThat(proof.holds()).isTrue();
        assertThat(proof.validThrough()).isEqualTo(Instant.EPOCH.plusSeconds(102 * 3600));
    }

    @Test
    void findsARowThatIsNotInRaw() {
        raw.put(FIRST, 21L);

        assertThat(only(State.DIFFERENT).notes()).containsExactly("22 rows, but RAW has 21");
        assertThat(judge().validThrough()).isEqualTo(Instant.EPOCH.plusSeconds(100 * 3600));
    }

    @Test
    void findsARowTwiceInRawEvenWhileTheSinkIsBehind() {
        rows = new Position(0, 40, 50);
        raw.put(FIRST, 23L);

        assertThat(only(State.DIFFERENT).notes()).containsExactly("22 rows, but RAW has 23");
    }

    @Test
    void leavesAnHourOpenWhileTheSinkIsBehind() {
        rows = new Position(0, 40, 50);
        raw.put(SECOND, 5L);

        assertThat(only(State.OPEN).notes()).containsExactly("17 rows are still on their way to RAW");
        assertThat(judge().holds()).isTrue();
    }

    @Test
    void findsARecordThatDedupNeverSaw() {
        count(FIRST, 21, 1, 10);

        assertThat(only(State.DIFFERENT).notes())
                .containsExactly("24 records, but 1 rejected + 21 rows + 1 duplicates = 23");
    }

    @Test
    void leavesAnHourOpenWhileDedupIsBehind() {
        rekey = new Position(0, 10, 50);
        count(SECOND, 2, 1, 20);
        raw.put(SECOND, 9L); // more than was deduped when that was read

        assertThat(only(State.OPEN).notes()).containsExactly("20 records are still on their way to dedup");
    }

    @Test
    void leavesTheNewestHourOpenWhileMessagesCome() {
        input = new Position(0, 20, 25);
        raw.put(SECOND, 9L);

        assertThat(only(State.OPEN).hour()).isEqualTo(SECOND);
    }

    @Test
    void findsAMessageThatWasNotCounted() {
        decoded.put(SECOND, new Totals(9, 7, 0, 2, 0, 24, 1, 3, 0, 0, 20));
        deduped.put(SECOND, new Totals(9, 7, 0, 2, 0, 24, 1, 3, 22, 1, 20));
        sourceMessages = 10;

        assertThat(only(State.DIFFERENT).notes()).containsExactly("10 messages at 0@10 to 19, but 9 were counted");
    }

    @Test
    void takesTransactionMarkersForWhatTheyAre() {
        decoded.put(SECOND, new Totals(10, 8, 0, 2, 0, 24, 1, 3, 0, 0, 25));
        deduped.put(SECOND, new Totals(10, 8, 0, 2, 0, 24, 1, 3, 22, 1, 25));
        sourceMessages = 10;

        assertThat(judge().holds()).isTrue();
    }

    @Test
    void saysWhenTheSourceIsGone() {
        input = new Position(15, 25, 25);
        decoded.put(SECOND, new Totals(10, 8, 0, 2, 0, 24, 1, 3, 0, 0, 25));
        deduped.put(SECOND, new Totals(10, 8, 0, 2, 0, 24, 1, 3, 22, 1, 25));

        assertThat(only(State.EXPIRED).notes())
                .containsExactly("messages at 0@10 to 24 are gone, so their number cannot be proved");
    }

    @Test
    void findsAMessageWithoutAnOutcome() {
        decoded.put(FIRST, new Totals(10, 7, 0, 2, 0, 24, 1, 3, 0, 0, 10));

        assertThat(only(State.DIFFERENT).notes()).containsExactly("10 messages, but 9 by their outcome");
    }

    @Test
    void findsADeadLetterThatIsMissing() {
        letters.put(FIRST, 2L);

        assertThat(only(State.DIFFERENT).notes()).containsExactly("3 dead letters were written, but their topic has 2");
    }

    @Test
    void forgivesDeadLettersThatRetentionHasRemoved() {
        letters.put(FIRST, 2L);
        lettersExpired = true;

        assertThat(only(State.EXPIRED).notes())
                .containsExactly("1 dead letters expired or missing: their topic has lost its beginning");
        assertThat(judge().holds()).isTrue();
    }

    @Test
    void findsRowsOfMessagesThatNothingCounted() {
        raw.put(new SourceHour(0, 7, 100), 4L);

        assertThat(only(State.DIFFERENT).notes()).containsExactly("RAW has 4 rows of messages that nothing counted");
    }

    @Test
    void leavesAnHourOpenThatBeganWhileTheOthersWereRead() {
        var third = new SourceHour(0, 0, 102);
        raw.put(third, 4L);
        counted.put(third, new Totals(2, 2, 0, 0, 0, 6, 0, 0, 6, 0, 22));

        assertThat(only(State.OPEN).hour()).isEqualTo(third);
        assertThat(judge().holds()).isTrue();
    }

    @Test
    void leavesTheNewestHourOpenWhenMoreCameAfterItSeemedToBeOver() {
        raw.put(SECOND, 24L);
        letters.put(SECOND, 4L);
        counted.put(SECOND, new Totals(12, 9, 0, 3, 0, 26, 1, 4, 24, 1, 22));

        assertThat(only(State.OPEN).notes())
                .containsExactly(
                        "1 dead letters came while it was looked at", "2 rows came to RAW while it was looked at");
    }

    @Test
    void doesNotHoldWhenRowsWerePassedOverByHand() {
        assertThat(new Proof(List.of(), List.of(), 5, List.of()).holds()).isFalse();
    }

    private HourProof only(State state) {
        List<HourProof> found =
                judge().hours().stream().filter(hour -> hour.state() == state).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static List<State> states(Proof proof) {
        return proof.hours().stream().map(HourProof::state).toList();
    }

    private Proof judge() {
        var evidence = new Evidence(
                decoded,
                new Positions("books.xml", Map.of(0, input)),
                new Positions("rekey", Map.of(0, rekey)),
                deduped,
                new Positions("books.rows", Map.of(0, rows)),
                letters,
                lettersExpired,
                raw,
                counted,
                Map.of(0, 0L),
                Map.of(),
                List.of(),
                0);
        return new Judge(evidence, new CountedSource()).judge();
    }

    private final class CountedSource implements SourceMessages {
        @Override
        public boolean has(int partition, long offset) {
            return offset >= input.beginning();
        }

        @Override
        public long count(int partition, long from, long to) {
            return sourceMessages;
        }
    }
}
