package dev.sluice.service.deadletter;

import dev.sluice.record.avro.Lineage;
import dev.sluice.service.decode.Rejection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Headers;

/**
 * The headers that say why and from where. Kafka Streams' and Spring Kafka's names and encodings, so that tools made
 * for their dead letters read ours: Streams writes text, Spring numbers as big-endian bytes.
 */
final class DeadLetterHeaders {

    static final String REASON = "sluice.dead-letter.reason";
    static final String STAGE = "sluice.dead-letter.stage";
    static final String VIOLATIONS = "sluice.dead-letter.violations";
    static final String DEFINITION = "sluice.dead-letter.definition";
    static final String ATTEMPT = "sluice.dead-letter.attempt";
    static final String OMITTED = "sluice.dead-letter.omitted-bytes";

    /** More than what is added to a letter's own headers, with Kafka's framing of the record. */
    static final int MAX_BYTES = 24 << 10;

    private static final String STREAMS = "__streams.errors.";
    private static final String SPRING = "kafka_dlt-original-";
    private static final String FIRST_ATTEMPT = "1";
    private static final int MAX_MESSAGE_LENGTH = 1000;

    private final String topic;
    private final String definition;

    /** @param topic of the messages; @param definition version of the record definition */
    DeadLetterHeaders(String topic, String definition) {
        this.topic = topic;
        this.definition = definition;
    }

    /** @param rejections at least one; the first gives the dead letter its reason */
    void addTo(Headers headers, Lineage lineage, List<Rejection> rejections) {
        Rejection first = rejections.get(0);
        // There is no exception: an expected failure is a value here. Its name stands where tools look for a class.
        text(headers, STREAMS + "exception", first.reason().getClass().getName() + "." + first.reason());
        text(headers, STREAMS + "message", cut(first.detail()));
        text(headers, STREAMS + "stacktrace", "");
        text(headers, STREAMS + "topic", topic);
        text(headers, STREAMS + "partition", Integer.toString(lineage.partition()));
        text(headers, STREAMS + "offset", Long.toString(lineage.offset()));

        text(headers, SPRING + "topic", topic);
        headers.add(
                SPRING + "partition",
                ByteBuffer.allocate(4).putInt(lineage.partition()).array());
        headers.add(SPRING + "offset", eightBytes(lineage.offset()));
        headers.add(SPRING + "timestamp", eightBytes(lineage.timestampMillis()));

        text(headers, REASON, first.reason().label());
        text(headers, STAGE, first.violations().isEmpty() ? "decode-xml" : "validate-rows");
        headers.add(VIOLATIONS, ViolationsJson.of(rejections));
        text(headers, DEFINITION, definition);
        text(headers, ATTEMPT, FIRST_ATTEMPT);
    }

    /** @param valueBytes of the original's value, which is not in the letter */
    void addOmitted(Headers headers, int valueBytes) {
        text(headers, OMITTED, Integer.toString(valueBytes));
    }

    private static String cut(String message) {
        return message.length() <= MAX_MESSAGE_LENGTH ? message : message.substring(0, MAX_MESSAGE_LENGTH);
    }

    private static void text(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] eightBytes(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }
}
