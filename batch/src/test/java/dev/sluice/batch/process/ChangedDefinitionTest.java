package dev.sluice.batch.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.batch.fixture.Book;
import dev.sluice.batch.fixture.Pipeline;
import dev.sluice.batch.fixture.ProcessedZone;
import dev.sluice.batch.fixture.RawZone;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that were accepted by an earlier version of the definition than the run works by. */
class ChangedDefinitionTest {

    private static final String JANUARY = "2026-01-31";

    private Pipeline pipeline;
    private RawZone raw;
    private ProcessedZone processed;

    @BeforeEach
    void startEmpty(@TempDir Path folder) {
        pipeline = Pipeline.in(folder).definedBy("definition-stricter.yaml");
        raw = pipeline.raw();
        processed = pipeline.processed();
    }

    @Test
    void keepsThoseThatAreStillRightWithTheTypesOfToday() {
        raw.commit(0, Book.of("a", JANUARY).titled("7"), Book.of("b", JANUARY).titled("8"));

        ProcessResult result = pipeline.process();

        assertThat(processed.query("record_id, title, typeof(title), price, typeof(price)", "order by 1"))
                .containsExactly("a|7|INTEGER|12.50|DECIMAL(12,2)", "b|8|INTEGER|12.50|DECIMAL(12,2)");
        assertThat(result.quarantined()).isZero();
        assertThat(processed.quarantine("count(*)")).isEmpty();
    }

    @Test
    void flagsWhatIsOnlyFlaggedToday() {
        raw.commit(0, Book.of("a", JANUARY).titled("7"));

        pipeline.process();

        assertThat(processed.query("_quality_flags", "")).containsExactly("['price:max']");
    }

    @Test
    void putsThoseThatAreWrongTodayAsideWithTheReason() {
        raw.commit(
                0,
                Book.of("a", JANUARY).titled("7"),
                Book.of("b", JANUARY).titled("seven"),
                Book.of("C", JANUARY).titled("3"),
                Book.withoutDate("d").titled("9"));

        ProcessResult result = pipeline.process();
        ProcessResult again = pipeline.withoutSpark().process();

        assertThat(processed.books()).containsExactly("a|" + JANUARY);
        assertThat(processed.quarantine("record_id, _rows_offset, _violations"))
                .containsExactly(
                        "C|102|['record_id:pattern', 'title:min']",
                        "b|101|['title:type']",
                        "d|103|['published_on:required']");
        assertThat(result.quarantined()).isEqualTo(3);
        assertThat(result.counts().rowsIn()).isEqualTo(4);
        assertThat(result.counts().inserted()).isEqualTo(1);
        assertThat(result.counts().duplicates()).isZero();
        assertThat(again.foundNew()).isFalse();
        assertThat(processed.staged()).isEmpty();
    }

    @Test
    void goesOnWhenNoneIsRight() {
        raw.commit(0, Book.of("A", JANUARY).titled("7"));

        ProcessResult result = pipeline.process();

        assertThat(result.quarantined()).isEqualTo(1);
        assertThat(result.files()).isZero();
        assertThat(processed.files()).isEmpty();
    }
}
