package dev.sluice.service.deadletter;

import dev.sluice.record.avro.Lineage;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.service.decode.RecordIndexes;
import dev.sluice.service.decode.Rejection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers that say why and from where. Kafka Streams' and Spring Kafka's names and encodings, so that tools made
 * for their dead letters read ours: Streams writes text, Spring numbers as big-endian bytes.
 */
public final class DeadLetterHeaders {

    public static final String REASON = "sluice.dead-letter.reason";
    public static final String STAGE = "sluice.dead-letter.stage";
    public static final String VIOLATIONS = "sluice.dead-letter.violations";
    public static final String DEFINITION = "sluice.dead-letter.definition";
    /** The rejected records, as {@link RecordIndexes} writes them; none when the message as a whole was rejected. */
    public static final String RECORDS = "sluice.dead-letter.records";
    /** What the indexes count: another path has other records. */
    public static final String RECORD_PATH = "sluice.dead-letter.record-path";

    /** Under which the message is counted, in hours since the epoch. */
    public static final String SOURCE_HOUR = "sluice.dead-letter.source-hour";

    public static final String EPOCH = "sluice.dead-letter.epoch";
    public static final String ATTEMPT = "sluice.dead-letter.attempt";
    public static final String OMITTED = "sluice.dead-letter.omitted-bytes";

    /** More than what is added to a letter's own headers, with Kafka's framing of the record. */
    static final int MAX_BYTES = 48 << 10;

    /** On a message that is sent again: which attempt it was that failed. */
    public static final String REDRIVE_ATTEMPT = "sluice.redrive.attempt";

    private static final String STREAMS = "__streams.errors.";
    /** The first header that a letter adds to the original's own. */
    public static final String FIRST = STREAMS + "exception";

    public static final String MESSAGE = STREAMS + "message";
    public static final String SOURCE_PARTITION = STREAMS + "partition";
    public static final String SOURCE_OFFSET = STREAMS + "offset";

    /** The stage that rejects records, and not messages as a whole. */
    public static final String RECORDS_STAGE = "validate-rows";

    private static final String SPRING = "kafka_dlt-original-";
    private static final int MAX_RECORDS_BYTES = 24 << 10;
    private static final int MAX_MESSAGE_LENGTH = 1000;
    private static final Predicate<String> ATTEMPT_NUMBER =
            Pattern.compile("[0-9]{1,6}").asMatchPredicate();

    private final String topic;
    private final String definition;
    private final String recordPath;

    /** @param topic of the messages */
    DeadLetterHeaders(String topic, RecordDefinition definition) {
        this.topic = topic;
        this.definition = definition.version();
        this.recordPath = definition.rowPath().toString();
    }

    /** @param rejections at least one; the first gives the dead letter its reason */
    void addTo(Headers headers, Lineage lineage, List<Rejection> rejections) {
        int attempt = attempt(headers);
        Rejection first = rejections.get(0);
        // There is no exception: an expected failure is a value here. Its name stands where tools look for a class.
        text(headers, FIRST, first.reason().getClass().getName() + "." + first.reason());
        text(headers, MESSAGE, cut(first.detail()));
        text(headers, STREAMS + "stacktrace", "");
        text(headers, STREAMS + "topic", topic);
        text(headers, SOURCE_PARTITION, Integer.toString(lineage.partition()));
        text(headers, SOURCE_OFFSET, Long.toString(lineage.offset()));

        text(headers, SPRING + "topic", topic);
        headers.add(
                SPRING + "partition",
                ByteBuffer.allocate(4).putInt(lineage.partition()).array());
        headers.add(SPRING + "offset", eightBytes(lineage.offset()));
        headers.add(SPRING + "timestamp", eightBytes(lineage.timestampMillis()));

        text(headers, REASON, first.reason().label());
        text(headers, STAGE, first.isOfRecord() ? RECORDS_STAGE : "decode-xml");
        headers.add(VIOLATIONS, ViolationsJson.of(rejections));
        text(headers, DEFINITION, definition);
        text(headers, ATTEMPT, Integer.toString(attempt));
        text(headers, RECORD_PATH, recordPath);
        text(headers, SOURCE_HOUR, Integer.toString(lineage.sourceHour()));
        text(headers, EPOCH, Integer.toString(lineage.epoch()));
        addRecords(headers, rejections);
    }

    /** One more than the message says of itself, when it was sent again. */
    private static int attempt(Headers headers) {
        Header before = headers.lastHeader(REDRIVE_ATTEMPT);
        return before == null ? 1 : 1 + number(before.value());
    }

    /** A forged attempt is no reason to fail. */
    private static int number(byte @Nullable [] text) {
        String digits = text == null ? "" : new String(text, StandardCharsets.UTF_8);
        return ATTEMPT_NUMBER.test(digits) ? Integer.parseInt(digits) : 0;
    }

    private static void addRecords(Headers headers, List<Rejection> rejections) {
        BitSet rejected = new BitSet();
        for (Rejection rejection : rejections) {
            if (rejection.isOfRecord()) {
                rejected.set(rejection.recordIndex());
            }
        }
        byte[] records = RecordIndexes.toHeader(rejected);
        if (!rejected.isEmpty() && records.length <= MAX_RECORDS_BYTES) {
            headers.add(RECORDS, records);
        }
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
