package dev.sluice.service.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.avro.LineageColumns;
import dev.sluice.service.Books;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** Rows that come late, or say that they are from the future: kept, marked and counted. */
class LateDataTest extends PipelineContract {

    @Test
    void keepsMarksAndCountsALateRow() {
        GenericRecord row = rowOf(TestPipeline.NOW.minus(Duration.ofDays(40)).toString());

        assertThat(row.get(LineageColumns.IS_LATE_ARRIVING)).isEqualTo(true);
        assertThat(row.get(LineageColumns.ARRIVAL_DELAY_SECONDS))
                .isEqualTo(Duration.ofDays(40).toSeconds());
        assertThat(row.get(LineageColumns.QUALITY_FLAGS)).hasToString("[]");
        assertThat(pipeline.counter("sluice.rows.late")).isEqualTo(1);
        assertThat(pipeline.counter("sluice.rows.future")).isZero();
        assertThat(delays().totalTime(TimeUnit.DAYS)).isEqualTo(40);
    }

    @Test
    void keepsFlagsAndCountsARowFromTheFuture() {
        GenericRecord row = rowOf("2999-01-01T00:00:00Z");

        assertThat(row.get(LineageColumns.IS_LATE_ARRIVING)).isEqualTo(false);
        assertThat(row.get(LineageColumns.QUALITY_FLAGS)).hasToString("[event_time:future]");
        assertThat(pipeline.counter("sluice.rows.late")).isZero();
        assertThat(pipeline.counter("sluice.rows.future")).isEqualTo(1);
        assertThat(delays().count()).isEqualTo(1);
        assertThat(delays().totalTime(TimeUnit.SECONDS)).isZero();
    }

    @Test
    void passesOverWhatClocksAndTimeZonesExplain() {
        GenericRecord row = rowOf(TestPipeline.NOW.plus(Duration.ofHours(14)).toString());

        assertThat(row.get(LineageColumns.QUALITY_FLAGS)).hasToString("[]");
        assertThat(pipeline.counter("sluice.rows.future")).isZero();
    }

    @Test
    void knowsNoDelayWithoutAnEventTime() {
        GenericRecord row = rowOf("");

        assertThat(row.get(LineageColumns.ARRIVAL_DELAY_SECONDS)).isNull();
        assertThat(delays().count()).isZero();
    }

    private GenericRecord rowOf(String eventTime) {
        pipeline.send(Books.library(List.of(Books.book("a").replace("2026-11-20T12:00:00Z", eventTime))));
        return pipeline.rows().get(0);
    }

    private Timer delays() {
        return pipeline.registry.get("sluice.arrival.delay").timer();
    }
}
