package dev.sluice.record.commitlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.commitlog.CommitRecord.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordNameTest {

    @Test
    void isTheOffsetWhereTheRecordStarts() {
        assertThat(new RecordName(42, 0)).hasToString("00000000000000000042.json");
        assertThat(RecordName.of(record(Kind.DATA, 42, 0, 50))).isEqualTo("00000000000000000042.json");
    }

    @Test
    void countsTheRecordsThatClosedHoursAtTheSameOffset() {
        CommitRecord first = record(Kind.EMPTY, 42, 0, 42);
        CommitRecord second = record(Kind.EMPTY, 42, 1, 42);

        assertThat(RecordName.after(first)).hasToString("00000000000000000042_000001.json");
        assertThat(RecordName.after(second)).hasToString("00000000000000000042_000002.json");
        assertThat(RecordName.of(second)).isEqualTo("00000000000000000042_000001.json");
    }

    @Test
    void isPlainAgainOnceAnOffsetPassed() {
        assertThat(RecordName.after(record(Kind.DATA, 42, 2, 50))).isEqualTo(new RecordName(50, 0));
        assertThat(RecordName.after(record(Kind.EMPTY, 42, 2, 43))).isEqualTo(new RecordName(43, 0));
    }

    @Test
    void followsTheGenesisRecordAtItsOffset() {
        CommitRecord genesis = record(Kind.GENESIS, 42, 0, 42);

        assertThat(RecordName.of(genesis)).isEqualTo("genesis.json");
        assertThat(RecordName.after(genesis)).isEqualTo(new RecordName(42, 0));
    }

    @Test
    void sortsAsRecordsFollowEachOther() {
        List<RecordName> names =
                List.of(new RecordName(9, 0), new RecordName(9, 1), new RecordName(9, 10), new RecordName(10, 0));

        assertThat(names).isSorted();
        assertThat(names).extracting(RecordName::toString).isSorted();
        assertThat(names)
                .allSatisfy(
                        name -> assertThat(RecordName.parse(name.toString())).contains(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"genesis.json", "_checkpoint.json", "42.json", "99999999999999999999.json", "x", ".json", ""})
    void isNothingElse(String other) {
        assertThat(RecordName.parse(other)).isEmpty();
    }

    @Test
    void holdsOnlyARecordOfItsOwnThatGoesForward() {
        var name = new RecordName(42, 1);

        assertThat(Stream.of(record(Kind.DATA, 42, 1, 43), record(Kind.SKIP, 42, 1, 43), record(Kind.EMPTY, 42, 1, 42)))
                .allMatch(name::holds);
        assertThat(Stream.of(
                        record(Kind.DATA, 42, 0, 43),
                        record(Kind.DATA, 41, 1, 43),
                        record(Kind.DATA, 42, 1, 42),
                        record(Kind.SKIP, 42, 1, 42),
                        record(Kind.EMPTY, 42, 1, 41),
                        record(Kind.GENESIS, 42, 1, 43)))
                .noneMatch(name::holds);
    }

    @Test
    void hoursAreClosedOnceEachPartitionHasPassedThem() {
        long hour = 3_600_000;

        assertThat(ClosedHours.firstOpen(List.of(5 * hour, 4 * hour + 1, 7 * hour)))
                .isEqualTo(4 * hour);
        assertThat(ClosedHours.firstOpen(List.of(5 * hour, 0L))).isZero();
        assertThat(ClosedHours.firstOpen(List.of())).isZero();
    }

    private static CommitRecord record(Kind kind, long start, int sequence, long next) {
        return new CommitRecord(
                1,
                kind,
                "b",
                "a",
                "c",
                "t",
                "books.rows",
                0,
                start,
                sequence,
                next,
                0,
                0,
                List.of(),
                List.of(),
                null,
                "w",
                0,
                Map.of());
    }
}
