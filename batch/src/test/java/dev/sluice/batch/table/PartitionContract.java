package dev.sluice.batch.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.compact.CompactSettings;
import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.fixture.ProcessedZone;
import dev.sluice.batch.merge.Dates;
import dev.sluice.batch.process.ProcessResult;
import dev.sluice.batch.storage.LakeStorage;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a table is that has folders by a part of a date or timestamp. */
abstract class PartitionContract {

    static final Instant LATER = Instant.parse("2026-03-01T00:00:00Z");

    Pipeline pipeline;
    ProcessedZone processed;

    abstract TableFormat format();

    /** A new and empty zone. */
    abstract LakeStorage zone() throws IOException;

    @BeforeEach
    void startEmpty() throws IOException {
        pipeline = lake();
        processed = pipeline.processed();
    }

    Pipeline lake() throws IOException {
        return Pipeline.between(zone(), zone()).as(format());
    }

    @Test
    void hasAFolderForEachMonthOfATimestampAndTouchesOnlyThoseOfNewRows() throws IOException {
        pipeline.partitionedBy("month(event_time)")
                .raw()
                .commit(
                        0,
                        Book.happened("a", "2026-01-31T23:59:59.999999Z"),
                        Book.happened("b", "2026-02-01T00:00:00Z"),
                        Book.happened("never", null),
                        Book.happened("10000", "+10000-01-01T04:59:59Z"));
        ProcessResult first = pipeline.process();
        var before = processed.files().keySet();
        pipeline.raw()
                .commit(0, Book.happened("b", "2026-02-28T00:00:00Z"), Book.happened("c", "2026-02-02T00:00:00Z"));

        ProcessResult second = pipeline.process();

        assertThat(processed.query(
                        "record_id, event_time_month, event_time is null, filename.split('/')[-2]", "order by 1"))
                .containsExactly(
                        "10000|null|false|event_time_month=__HIVE_DEFAULT_PARTITION__",
                        "a|2026-01|false|event_time_month=2026-01",
                        "b|2026-02|false|event_time_month=2026-02",
                        "c|2026-02|false|event_time_month=2026-02",
                        "never|null|true|event_time_month=__HIVE_DEFAULT_PARTITION__");
        assertThat(first.counts().unknownDate()).isEqualTo(2);
        assertThat(second.counts().duplicates()).isEqualTo(1);
        assertThat(second.counts().inserted()).isEqualTo(1);
        assertThat(processed.files().keySet()).containsAll(before).hasSize(4);
        pipeline.compact(processed.storage(), stage -> {}, new CompactSettings(1 << 20, 1))
                .run();
        assertThat(processed.files()).hasSize(3);
        assertThat(processed.query("record_id", "where event_time_month = '2026-02' order by 1"))
                .containsExactly("b", "c");
    }

    @Test
    void takesReplayedRowsOutOfTheHourTheyWereIn() {
        pipeline.partitionedBy("hour(event_time)")
                .raw()
                .commit(
                        0,
                        Book.happened("stays", "2026-01-31T09:00:00Z").at(60),
                        Book.happened("moves", "2026-01-31T09:59:59Z").at(61),
                        Book.happened("found", null).at(62));
        pipeline.process();
        pipeline.raw()
                .replay(1, 50, 100, LATER)
                .commit(
                        0,
                        Book.happened("moves", "2026-01-31T10:00:00Z").at(61).replayed(1),
                        Book.happened("found", "2026-01-31T09:30:00Z").at(62).replayed(1));

        ProcessResult replay = pipeline.process();

        assertThat(processed.query("record_id, event_time_hour", "order by 1"))
                .containsExactly("found|2026-01-31-09", "moves|2026-01-31-10", "stays|2026-01-31-09");
        assertThat(replay.counts().updated()).isEqualTo(2);
    }

    @Test
    void buildsWholeMonthsAnewForDatesInThem() {
        pipeline.raw()
                .commit(
                        0,
                        Book.happened("a", "2026-01-31T23:59:59.999999Z"),
                        Book.happened("first", "2026-02-01T00:00:00Z"),
                        Book.happened("last", "2026-02-28T23:59:59.999999Z"),
                        Book.happened("b", "2026-03-01T00:00:00Z"),
                        Book.happened("never", null),
                        Book.happened("10000", "+10000-01-01T04:59:59Z"));
        pipeline.partitionedBy("month(event_time)").process(); // rows of an older definition
        LocalDate within = LocalDate.parse("2026-02-14");

        ProcessResult february = pipeline.again(new Dates(within, within));
        ProcessResult later = pipeline.again(new Dates(within, null));

        assertThat(february.counts().rowsIn()).isEqualTo(2);
        assertThat(february.counts().updated()).isEqualTo(2);
        assertThat(february.filesReplaced()).isEqualTo(1);
        assertThat(later.counts().rowsIn()).isEqualTo(3);
        assertThat(later.filesReplaced()).isEqualTo(2);
        assertThat(processed.query("record_id", "order by 1"))
                .containsExactly("10000", "a", "b", "first", "last", "never");
    }
}
