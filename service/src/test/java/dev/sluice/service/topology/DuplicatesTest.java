package dev.sluice.service.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.avro.Arrival;
import dev.sluice.record.avro.Lineage;
import dev.sluice.service.Books;
import dev.sluice.service.decode.EncodedRow;
import dev.sluice.service.rekey.RowBlock;
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
        byte[] first = block(17, 2, "a", (byte) 1);
        byte[] other = block(18, 0, "a", (byte) 2);

        pipeline.resend(first);
        pipeline.resend(other);
        pipeline.resend(first);

        assertThat(pipeline.rowRecords()).extracting(row -> row.value()[0]).containsExactly((byte) 1, (byte) 1);
    }

    @Test
    void countsWhatTheStoreKnew() {
        byte[] replayed = block(17, 2, "a", (byte) 1);
        pipeline.resend(replayed);
        pipeline.resend(replayed);
        pipeline.send(Books.message("b", "b"));
        pipeline.sendAt(TestPipeline.NOW.plus(TestPipeline.RETENTION), Books.message("b"));

        assertThat(Stream.of("unseen", "duplicate", "replay", "expired")
                        .map(result -> pipeline.counter("sluice.dedup.lookups", "result", result)))
                .containsExactly(2.0, 1.0, 1.0, 1.0);
    }

    /** What the re-key topic has for a row. */
    private static byte[] block(long offset, int index, String key, byte row) {
        RowBlock block = new RowBlock();
        block.add(
                new Lineage(3, offset, 0, 494_000, 0),
                new EncodedRow(index, key.getBytes(UTF_8), new byte[] {row}, new Arrival(Arrival.Kind.IN_TIME, 0)));
        return block.take();
    }
}
