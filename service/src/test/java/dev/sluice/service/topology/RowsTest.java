package dev.sluice.service.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.service.Books;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What reaches the rows topic. */
class RowsTest extends PipelineContract {

    @Test
    void makesOneRowOfEachRecord() {
        pipeline.send(Books.message("a", "b"));
        pipeline.send(Books.message("c"));

        assertThat(pipeline.rowIds()).containsExactly("a", "b", "c");
        assertThat(pipeline.deadLetters()).isEmpty();
    }

    @Test
    void keysRowsByTheirRecordKey() {
        pipeline.send(Books.message("a"));

        assertThat(pipeline.rowRecords())
                .singleElement()
                .satisfies(row -> assertThat(row.key()).isEqualTo("a".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void leavesTheHeadersOfTheMessageBehind() {
        pipeline.send(null, Books.message("a"), new RecordHeaders().add("trace", new byte[] {1}), TestPipeline.NOW);

        assertThat(pipeline.rowRecords())
                .singleElement()
                .satisfies(row -> assertThat(row.headers()).isEmpty());
    }

    @Test
    void saysWhereEachRowComesFrom() {
        pipeline.send(Books.message("a"));
        pipeline.send(Books.message("b", "c"));

        GenericRecord last = pipeline.rows().get(2);
        assertThat(last.get("_kafka_partition")).isEqualTo(0);
        assertThat(last.get("_kafka_offset")).isEqualTo(1L);
        assertThat(last.get("_kafka_timestamp")).isEqualTo(TestPipeline.NOW.toEpochMilli() * 1000);
        assertThat(last.get("_record_index")).isEqualTo(1);
        assertThat(last.get("_ingest_epoch")).isEqualTo(0);
        assertThat(last.get("_definition_version"))
                .hasToString(Books.definition().version());
    }

    @Test
    void marksRowsWhoseMessageComesLongAfterTheirEvent() {
        pipeline.send(Books.message("on-time"));
        pipeline.sendAt(Instant.parse("2026-11-30T00:00:00Z"), Books.message("late"));

        assertThat(pipeline.rows())
                .extracting(row -> row.get("_is_late_arriving"))
                .containsExactly(false, true);
    }
}
