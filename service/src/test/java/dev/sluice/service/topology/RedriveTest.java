package dev.sluice.service.topology;

import static dev.sluice.service.topology.TestPipeline.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.service.Books;
import dev.sluice.service.decode.RecordIndexes;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** A message that is sent again, with the indexes of the records that were rejected. */
class RedriveTest extends PipelineContract {

    private static final byte[] MESSAGE =
            Books.library(List.of(Books.book("a"), Books.book("b", "-1.00"), Books.book("c"), Books.book("d", "ten")));

    @Test
    void isToldTheRejectedRecordsByTheLetter() {
        pipeline.send(MESSAGE);

        assertThat(RecordIndexes.fromHeader(
                        header(onlyLetter(), "sluice.dead-letter.records").getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(indexes(1, 3));
        assertThat(header(onlyLetter(), "sluice.dead-letter.record-path")).isEqualTo("/library/book");
    }

    @Test
    void processesOnlyTheRecordsThatAreMeant() {
        pipeline.send(null, MESSAGE, redrive(indexes(0, 3), "1"), TestPipeline.NOW);

        assertThat(pipeline.rowIds()).containsExactly("a");
        assertThat(letters()).singleElement().satisfies(letter -> {
            assertThat(header(letter, "sluice.dead-letter.attempt")).isEqualTo("2");
            assertThat(RecordIndexes.fromHeader(
                            header(letter, "sluice.dead-letter.records").getBytes(StandardCharsets.US_ASCII)))
                    .isEqualTo(indexes(3));
        });
        assertThat(pipeline.counter("sluice.records", "outcome", "accepted")).isEqualTo(1);
        assertThat(pipeline.counter("sluice.records", "outcome", "rejected")).isEqualTo(1);
    }

    @Test
    void hasNoRecordsWhenNoneOfThoseIsThere() {
        pipeline.send(null, MESSAGE, redrive(indexes(9), "1"), TestPipeline.NOW);

        assertThat(pipeline.rowIds()).isEmpty();
        assertThat(letters()).isEmpty();
        assertThat(pipeline.counter("sluice.messages", "outcome", "without-records"))
                .isEqualTo(1);
    }

    @Test
    void processesAllRecordsWhenItsHeadersAreForged() {
        RecordHeaders forged = new RecordHeaders();
        forged.add("sluice.redrive.records", "*** not base64 ***".getBytes(StandardCharsets.US_ASCII));
        forged.add("sluice.redrive.attempt", "99999999999999999999".getBytes(StandardCharsets.US_ASCII));
        pipeline.send(null, MESSAGE, forged, TestPipeline.NOW);

        RecordHeaders empty = new RecordHeaders();
        empty.add("sluice.redrive.records", null);
        empty.add("sluice.redrive.attempt", null);
        pipeline.send(null, Books.message("e"), empty, TestPipeline.NOW);

        assertThat(pipeline.rowIds()).containsExactlyInAnyOrder("a", "c", "e");
        assertThat(header(onlyLetter(), "sluice.dead-letter.attempt")).isEqualTo("1");
    }

    private TestRecord<byte[], byte[]> onlyLetter() {
        assertThat(letters()).hasSize(1);
        return letters().get(0);
    }

    private List<TestRecord<byte[], byte[]>> read = List.of();

    private List<TestRecord<byte[], byte[]>> letters() {
        List<TestRecord<byte[], byte[]>> more = pipeline.deadLetters();
        read = more.isEmpty() ? read : more;
        return read;
    }

    private static BitSet indexes(int... indexes) {
        BitSet set = new BitSet();
        for (int index : indexes) {
            set.set(index);
        }
        return set;
    }

    private static RecordHeaders redrive(BitSet records, String attempt) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("sluice.redrive.records", RecordIndexes.toHeader(records));
        headers.add("sluice.redrive.attempt", attempt.getBytes(StandardCharsets.US_ASCII));
        return headers;
    }
}
