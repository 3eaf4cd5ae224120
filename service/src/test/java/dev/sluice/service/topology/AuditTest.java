package dev.sluice.service.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.service.Books;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What reaches the audit topic. */
class AuditTest extends PipelineContract {

    private static final int HOUR =
            (int) Duration.ofMillis(TestPipeline.NOW.toEpochMilli()).toHours();

    @Test
    void accountsForEveryMessageRecordAndRow() {
        pipeline.send(Books.message("a", "b"));
        pipeline.send(Books.library(List.of(Books.book("a"), Books.book("c", "x"))));
        pipeline.send("<library/>".getBytes());
        pipeline.send(new byte[0]);
        pipeline.send((byte[]) null);

        assertThat(pipeline.audit())
                .containsOnlyKeys(key("decode", HOUR), key("dedup", HOUR))
                .containsEntry(
                        key("decode", HOUR),
                        "{\"messages\":5,\"with_records\":2,\"without_records\":1,\"malformed\":1,\"tombstones\":1,"
                                + "\"records\":4,\"rejected_records\":1,\"dead_letters\":3,\"rows\":0,\"duplicates\":0,\"covered\":5}")
                .containsEntry(
                        key("dedup", HOUR),
                        "{\"messages\":0,\"with_records\":0,\"without_records\":0,\"malformed\":0,\"tombstones\":0,"
                                + "\"records\":0,\"rejected_records\":0,\"dead_letters\":0,\"rows\":2,\"duplicates\":1,\"covered\":2}");
    }

    @Test
    void publishesTotalsAndNotDifferences() {
        pipeline.send(Books.message("a"));
        pipeline.audit();
        pipeline.send(Books.message("b"));

        assertThat(pipeline.audit().get(key("dedup", HOUR))).contains("\"rows\":2");
    }

    @Test
    void publishesNothingWhenNothingChanged() {
        pipeline.send(Books.message("a"));
        pipeline.audit();

        assertThat(pipeline.audit()).isEmpty();
    }

    @Test
    void countsAMessageThatIsOlderThanTheOneBeforeItUnderTheSameHour() {
        pipeline.send(Books.message("a"));
        pipeline.sendAt(TestPipeline.NOW.minus(Duration.ofHours(2)), Books.message("b"));

        assertThat(pipeline.audit()).containsOnlyKeys(key("decode", HOUR), key("dedup", HOUR));
    }

    @Test
    void countsAMessageFromTheFutureUnderThePresentHour() {
        pipeline.sendAt(Instant.parse("2999-01-01T00:00:00Z"), Books.message("a"));

        assertThat(pipeline.audit()).containsOnlyKeys(key("decode", HOUR), key("dedup", HOUR));
    }

    private static String key(String stage, int hour) {
        return "{\"epoch\":0,\"stage\":\"" + stage + "\",\"task\":0,\"partition\":0,\"hour\":" + hour + "}";
    }
}
