package dev.sluice.chaos.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.chaos.oracle.Sent.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account that does not balance. Two messages with three records, one of them known and one bad; one is no XML. */
class AccountsTest {

    private static final long HOUR = 3_600_000;

    private static final SentRecord A = new SentRecord("a", true, false);
    private static final SentRecord B = new SentRecord("b", true, true);
    private static final SentRecord BAD = new SentRecord("c", false, false);

    private static final List<Sent> SENT = List.of(
            new Sent(0, 0, HOUR, Kind.RECORDS, List.of(A, B), 11),
            new Sent(0, 1, 2 * HOUR, Kind.RECORDS, List.of(A, BAD), 12),
            new Sent(0, 3, HOUR, Kind.WITHOUT_RECORDS, List.of(), 13));

    private static final String ROW_A = "(0, 0, 0, 'a', false, " + HOUR + ")";
    private static final String ROW_B = "(0, 0, 1, 'b', true, " + HOUR + ")";
    private static final List<Letter> LETTERS = List.of(letter(1, 12, 1), letter(3, 13));

    @TempDir
    private Path root;

    @BeforeEach
    void beginAChain() throws Exception {
        Path chain = Files.createDirectories(root.resolve("_commits/soak/cluster/topic/p=00000"));
        Files.writeString(chain.resolve("genesis.json"), record("GENESIS", "x", "null"));
        Files.writeString(chain.resolve("00000000000000000000.json"), record("EMPTY", "y", "\"x\""));
    }

    private static String record(String kind, String id, String previous) {
        return "{\"format\":1,\"kind\":\"" + kind + "\",\"commit_id\":\"" + id + "\",\"previous_commit_id\":" + previous
                + ",\"cluster_id\":\"cluster\",\"topic_id\":\"topic\",\"topic\":\"soak.rows\",\"partition\":0,"
                + "\"start\":0,\"next\":0,\"files\":[]}";
    }

    @Test
    void takesWhatIsRight() throws Exception {
        Verdict verdict = judge(LETTERS, ROW_A, ROW_B);

        assertThat(verdict.produced()).isEqualTo(2);
        assertThat(verdict.lost() + verdict.duplicated()).isZero();
        assertThat(verdict.problems()).noneMatch(problem -> problem.contains(" x row ") || problem.contains("letter"));
    }

    @Test
    void takesAnyRecordWithItsKeyForTheRow() throws Exception {
        Verdict verdict = judge(LETTERS, "(0, 1, 0, 'a', false, " + 2 * HOUR + ")", ROW_B);

        assertThat(verdict.lost() + verdict.duplicated()).isZero();
        assertThat(verdict.problems()).noneMatch(problem -> problem.contains(" x row "));
    }

    @Test
    void findsARowThatIsLostAndOneThatIsThereTwice() throws Exception {
        Verdict verdict = judge(LETTERS, ROW_A, ROW_A);

        assertThat(verdict.lost()).isEqualTo(1);
        assertThat(verdict.duplicated()).isEqualTo(1);
    }

    @Test
    void findsARowOfARecordThatMustBeRejected() throws Exception {
        Verdict verdict = judge(LETTERS, ROW_A, ROW_B, "(0, 1, 1, 'c', false, " + 2 * HOUR + ")");

        assertThat(verdict.problems()).contains("1 x row is none of the records with its id: [0|1|1|c]");
    }

    @Test
    void findsARowThatSaysItIsLate() throws Exception {
        Verdict verdict = judge(LETTERS, "(0, 0, 0, 'a', true, " + HOUR + ")", ROW_B);

        assertThat(verdict.problems()).contains("1 x row is late or not, against the truth: [0|0|0]");
    }

    @Test
    void findsLettersThatAreLostChangedOrTooMany() throws Exception {
        List<Letter> letters = List.of(letter(1, 99, 1), letter(0, 11, 0));

        assertThat(judge(letters, ROW_A, ROW_B).problems())
                .contains(
                        "2 x dead letter is not as it must be: [0@1 has other bytes, 0@0 has a letter too many]",
                        "1 x dead letter is not there: [0@3]");
    }

    @Test
    void countsAMessageInTheLatestHourSoFar() {
        assertThat(new Accounts(SENT).byHour())
                .isEqualTo(Map.of("0/1", new HourCounts(1, 0, 0, 2, 0), "0/2", new HourCounts(2, 0, 1, 2, 1)));
    }

    private static Letter letter(long offset, long digest, int... rejected) {
        var records = new BitSet();
        for (int index : rejected) {
            records.set(index);
        }
        return new Letter(0, offset, digest, records);
    }

    private Verdict judge(List<Letter> letters, String... rows) throws Exception {
        Path file = root.resolve("soak/ingest_date=2026-01-31/ingest_hour=00/soak.rows-0-0-9-1.parquet");
        Files.createDirectories(file.getParent());
        try (var duck = new Duck()) {
            duck.run("COPY (SELECT sp AS _kafka_partition, so::BIGINT AS _kafka_offset, ix AS _record_index, id,"
                    + " late AS _is_late_arriving, make_timestamp(ts::BIGINT * 1000) AS _kafka_timestamp, 0 AS _rows_partition,"
                    + " row_number() OVER () AS _rows_offset FROM (VALUES "
                    + List.of(rows).stream().collect(Collectors.joining(","))
                    + ") AS t(sp, so, ix, id, late, ts)) TO '" + file + "' (FORMAT parquet)");
        }
        return new Accounts(SENT).judge(root, "soak", letters, root.resolve("scratch.csv"));
    }
}
