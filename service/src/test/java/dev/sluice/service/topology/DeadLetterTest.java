package dev.sluice.service.topology;

import static dev.sluice.service.topology.TestPipeline.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.service.Books;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What reaches the dead-letter topic. */
class DeadLetterTest extends PipelineContract {

    private static final Instant SENT = Instant.parse("2026-11-21T09:00:00Z");

    @Test
    void keepsKeyValueAndHeadersByteForByte() {
        byte[] key = {0, (byte) 0xff, 1};
        byte[] value = {'<', 0, (byte) 0xfe};
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[] {(byte) 0x80, 0});
        headers.add("trace", null);
        headers.add("", new byte[0]);

        pipeline.send(key, value, headers, SENT);

        TestRecord<byte[], byte[]> letter = onlyLetter();
        assertThat(letter.key()).isEqualTo(key);
        assertThat(letter.value()).isEqualTo(value);
        assertThat(Arrays.copyOf(letter.headers().toArray(), 3)).containsExactly(headers.toArray());
    }

    @Test
    void saysFromWhereAndWhyInKafkaStreamsHeaders() {
        pipeline.send(Books.message("good"));
        pipeline.sendAt(SENT, Books.library(List.of(Books.book("a", "-1.00"))));

        TestRecord<byte[], byte[]> letter = onlyLetter();
        assertThat(header(letter, "__streams.errors.exception"))
                .isEqualTo("dev.sluice.record.decode.Reason.INVALID_RECORD");
        assertThat(header(letter, "__streams.errors.message")).startsWith("Record 0: column price breaks min");
        assertThat(header(letter, "__streams.errors.stacktrace")).isEmpty();
        assertThat(header(letter, "__streams.errors.topic")).isEqualTo("books.xml");
        assertThat(header(letter, "__streams.errors.partition")).isEqualTo("0");
        assertThat(header(letter, "__streams.errors.offset")).isEqualTo("1");
    }

    @Test
    void saysFromWhereInSpringsHeaders() {
        pipeline.send(Books.message("good"));
        pipeline.sendAt(SENT, new byte[0]);

        TestRecord<byte[], byte[]> letter = onlyLetter();
        assertThat(header(letter, "kafka_dlt-original-topic")).isEqualTo("books.xml");
        assertThat(bytes(letter, "kafka_dlt-original-partition").getInt()).isZero();
        assertThat(bytes(letter, "kafka_dlt-original-offset").getLong()).isEqualTo(1);
        assertThat(bytes(letter, "kafka_dlt-original-timestamp").getLong()).isEqualTo(SENT.toEpochMilli());
    }

    @Test
    void saysWhatTheDefinitionExpected() {
        pipeline.send(Books.library(List.of(Books.book("a"), Books.book("b", "-1.00"), Books.book("c", "ten"))));

        TestRecord<byte[], byte[]> letter = onlyLetter();
        assertThat(header(letter, "sluice.dead-letter.stage")).isEqualTo("validate-rows");
        assertThat(header(letter, "sluice.dead-letter.definition"))
                .isEqualTo(Books.definition().version());
        assertThat(header(letter, "sluice.dead-letter.attempt")).isEqualTo("1");
        JsonNode violations = violations(letter);
        assertThat(violations.get("count").intValue()).isEqualTo(2);
        assertThat(violations.get("violations").get(0).get("record").intValue()).isEqualTo(1);
        assertThat(violations.get("violations").get(0).get("column").stringValue())
                .isEqualTo("price");
        assertThat(violations.get("violations").get(0).get("path").stringValue())
                .isEqualTo("price");
        assertThat(violations.get("violations").get(0).get("rule").stringValue())
                .isEqualTo("min");
        assertThat(violations.get("violations").get(1).get("record").intValue()).isEqualTo(2);
        assertThat(violations.get("violations").get(1).get("rule").stringValue())
                .isEqualTo("type");
        assertThat(violations.get("violations").get(1).get("expected").stringValue())
                .isEqualTo("decimal(10,2)");
    }

    @Test
    void takesAllRejectedRecordsOfAMessageAndLetsTheValidOnesGoOn() {
        pipeline.send(Books.library(List.of(Books.book("a"), Books.book("b", "x"), Books.book("c"))));

        assertThat(pipeline.rowIds()).containsExactly("a", "c");
        assertThat(pipeline.deadLetters()).hasSize(1);
    }

    @Test
    void cutsALongListOfViolationsToAShorterOneWithTheFullCount() {
        pipeline.send(Books.library(
                IntStream.range(0, 1000).mapToObj(i -> Books.book("b" + i, "x")).toList()));

        TestRecord<byte[], byte[]> letter = onlyLetter();
        assertThat(bytes(letter, "sluice.dead-letter.violations").remaining()).isBetween(15 << 10, 16 << 10);
        JsonNode violations = violations(letter);
        assertThat(violations.get("count").intValue()).isEqualTo(1000);
        assertThat(violations.get("violations").size()).isBetween(100, 999);
    }

    @Test
    void leavesOutAValueThatNoRecordCouldHold() {
        byte[] value = new byte[TestPipeline.MAX_RECORD_BYTES];

        pipeline.send(new byte[] {1}, value, new RecordHeaders().add("trace", new byte[] {2}), SENT);

        TestRecord<byte[], byte[]> letter = onlyLetter();
        assertThat(letter.value()).isNull();
        assertThat(letter.key()).containsExactly(1);
        assertThat(header(letter, "trace")).isEqualTo("\u0002");
        assertThat(header(letter, "sluice.dead-letter.reason")).isEqualTo("not-xml");
        assertThat(header(letter, "sluice.dead-letter.omitted-bytes")).isEqualTo("" + value.length);
    }

    @Test
    void leavesOutKeyAndHeadersThatNoRecordCouldHold() {
        byte[] key = new byte[TestPipeline.MAX_RECORD_BYTES];

        pipeline.send(key, new byte[] {'x'}, new RecordHeaders().add("trace", new byte[] {2}), SENT);

        TestRecord<byte[], byte[]> letter = onlyLetter();
        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isNull();
        assertThat(letter.headers().lastHeader("trace")).isNull();
        assertThat(header(letter, "sluice.dead-letter.omitted-bytes")).isEqualTo("1");
    }

    private TestRecord<byte[], byte[]> onlyLetter() {
        List<TestRecord<byte[], byte[]>> letters = pipeline.deadLetters();
        assertThat(letters).hasSize(1);
        return letters.get(0);
    }

    private static JsonNode violations(TestRecord<byte[], byte[]> letter) {
        return new JsonMapper().readTree(header(letter, "sluice.dead-letter.violations"));
    }

    private static ByteBuffer bytes(TestRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return ByteBuffer.wrap(header.value());
    }
}
