package dev.sluice.service.dlq;

import dev.sluice.service.deadletter.DeadLetterHeaders;
import dev.sluice.service.decode.RecordIndexes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A record of the dead-letter topic. Whatever a header lacks reads as an empty text or list: not every letter need be
 * of our writing.
 */
public record Letter(
        int partition,
        long offset,
        long timestampMillis,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers) {

    private static final JsonMapper JSON = new JsonMapper();

    /** @param record index within the message */
    public record Violation(int record, String column, String path, String rule, String expected) {}

    static Letter of(ConsumerRecord<byte[], byte[]> record) {
        return new Letter(
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.key(),
                record.value(),
                record.headers());
    }

    /** {@code partition@offset} in the dead-letter topic. */
    public String position() {
        return partition + "@" + offset;
    }

    public String reason() {
        return text(DeadLetterHeaders.REASON);
    }

    public String stage() {
        return text(DeadLetterHeaders.STAGE);
    }

    /** One sentence. */
    public String detail() {
        return text(DeadLetterHeaders.MESSAGE);
    }

    public String definition() {
        return text(DeadLetterHeaders.DEFINITION);
    }

    public String recordPath() {
        return text(DeadLetterHeaders.RECORD_PATH);
    }

    public int attempt() {
        return integer(DeadLetterHeaders.ATTEMPT, 1);
    }

    /** Of the message in the input topic; -1 when the letter does not say. */
    public int sourcePartition() {
        return integer(DeadLetterHeaders.SOURCE_PARTITION, -1);
    }

    /** Of the message in the input topic; -1 when the letter does not say. */
    public long sourceOffset() {
        return number(DeadLetterHeaders.SOURCE_OFFSET, -1);
    }

    /** Under which the message is counted, in hours since the epoch; -1 when the letter does not say. */
    public int sourceHour() {
        return integer(DeadLetterHeaders.SOURCE_HOUR, -1);
    }

    /** Replay epoch. */
    public int epoch() {
        return integer(DeadLetterHeaders.EPOCH, 0);
    }

    /** Whether the value was too large for a letter. */
    public boolean isWithoutValue() {
        return headers.lastHeader(DeadLetterHeaders.OMITTED) != null;
    }

    /** Whether it is about some of the message's records, and not about the message as a whole. */
    public boolean isOfRecords() {
        return stage().equals(DeadLetterHeaders.RECORDS_STAGE);
    }

    /** The rejected records; null when the letter does not say. */
    public @Nullable BitSet records() {
        Header header = headers.lastHeader(DeadLetterHeaders.RECORDS);
        return header == null ? null : RecordIndexes.fromHeader(header.value());
    }

    /** Those that the header has room for. */
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        for (JsonNode entry : violationsJson().path("violations")) {
            violations.add(new Violation(
                    entry.path("record").asInt(0),
                    entry.path("column").asString(""),
                    entry.path("path").asString(""),
                    entry.path("rule").asString(""),
                    entry.path("expected").asString("")));
        }
        return violations;
    }

    /** All of them, whether the header has room or not. */
    public int violationCount() {
        return violationsJson().path("count").asInt(0);
    }

    private JsonNode violationsJson() {
        try {
            return JSON.readTree(text(DeadLetterHeaders.VIOLATIONS));
        } catch (JacksonException notJson) {
            return JSON.createObjectNode();
        }
    }

    /** The headers that the message itself had, without what a redrive or the letter added. */
    public Headers originalHeaders() {
        Header[] all = headers.toArray();
        int end = all.length;
        for (int i = all.length - 1; i >= 0 && end == all.length; i--) {
            if (all[i].key().equals(DeadLetterHeaders.FIRST)) {
                end = i;
            }
        }
        Headers original = new RecordHeaders();
        for (int i = 0; i < end; i++) {
            if (!all[i].key().startsWith("sluice.redrive.")) {
                original.add(all[i]);
            }
        }
        return original;
    }

    private String text(String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private int integer(String name, int absent) {
        long number = number(name, absent);
        return number > Integer.MAX_VALUE ? absent : (int) number;
    }

    private long number(String name, long absent) {
        String digits = text(name);
        return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : absent;
    }
}
