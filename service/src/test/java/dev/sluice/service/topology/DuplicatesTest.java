package dev.sluice.service.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.service.Books;
import dev.sluice.service.rekey.RekeyedRow;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of records with the same key, the first goes on. */
class DuplicatesTest extends PipelineContract {

    @Test
    void dropsTheSecondWithinAMessage() {
        pipeline.send(Books.message("a", "b", "a"));

        assertThat(pipeline.rowIds()).containsExactly("a", "b");
        assertThat(pipeline.counter("sluice.duplicates")).isEqualTo(1);
    }

    @Test
    void dropsTheSecondOfAnotherMessage() {
        pipeline.send(Books.message("a"));
        pipeline.send(Books.message("a"));

        assertThat(pipeline.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.get("_kafka_offset")).isEqualTo(0L));
    }

    @Test
    void remembersAKeyForTheWholeRetention() {
        pipeline.sendAt(TestPipeline.NOW, Books.message("a"));
        pipeline.sendAt(TestPipeline.NOW.plus(TestPipeline.RETENTION).minusMillis(1), Books.message("a"));

        assertThat(pipeline.rowIds()).containsExactly("a");
    }

    @Test
    void forgetsAKeyAfterTheRetention() {
        pipeline.sendAt(TestPipeline.NOW, Books.message("a"));
        pipeline.sendAt(TestPipeline.NOW.plus(TestPipeline.RETENTION), Books.message("a"));

        assertThat(pipeline.rowIds()).containsExactly("a", "a");
    }

    @Test
    void countsTheRetentionFromTheFirstSighting() {
        pipeline.sendAt(TestPipeline.NOW, Books.message("a"));
        pipeline.sendAt(TestPipeline.NOW.plus(Duration.ofDays(6)), Books.message("a"));
        pipeline.sendAt(TestPipeline.NOW.plus(Duration.ofDays(8)), Books.message("a"));

        assertThat(pipeline.rowIds()).containsExactly("a", "a");
    }

    @Test
    void isNotMisledByATimeThatRunsBackwards() {
        pipeline.sendAt(TestPipeline.NOW, Books.message("a"));
        pipeline.sendAt(TestPipeline.NOW.minus(Duration.ofDays(3)), Books.message("a"));

        assertThat(pipeline.rowIds()).containsExactly("a");
    }

    @Test
    void letsTheSameRecordPassAgainWhenItIsReplayed() {
        RekeyedRow first = new RekeyedRow(3, 17, 2, 494_000, new byte[] {1});
        RekeyedRow other = new RekeyedRow(3, 18, 0, 494_000, new byte[] {2});

        pipeline.resend("a", first);
        pipeline.resend("a", other);
        pipeline.resend("a", first);

        assertThat(pipeline.rowRecords()).extracting(row -> row.value()[0]).containsExactly((byte) 1, (byte) 1);
    }

    @Test
    void countsWhatTheStoreKnew() {
        RekeyedRow replayed = new RekeyedRow(3, 17, 2, 494_000, new byte[] {1});
        pipeline.resend("a", replayed);
        pipeline.resend("a", replayed);
        pipeline.send(Books.message("b", "b"));
        pipeline.sendAt(TestPipeline.NOW.plus(TestPipeline.RETENTION), Books.message("b"));

        assertThat(Stream.of("unseen", "duplicate", "replay", "expired")
                        .map(result -> pipeline.counter("sluice.dedup.lookups", "result", result)))
                .containsExactly(2.0, 1.0, 1.0, 1.0);
    }
}
