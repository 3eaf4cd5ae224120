package dev.sluice.service.dlq;

import java.time.Instant;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Letters as one line of JSON each, without payload. */
public final class LetterJson {

    private static final JsonMapper JSON = new JsonMapper();

    private LetterJson() {}

    public static String of(Letter letter) {
        ObjectNode object = JSON.createObjectNode();
        object.put("partition", letter.partition());
        object.put("offset", letter.offset());
        object.put("time", Instant.ofEpochMilli(letter.timestampMillis()).toString());
        object.put("reason", letter.reason());
        object.put("stage", letter.stage());
        object.put("detail", letter.detail());
        object.put("source_partition", letter.sourcePartition());
        object.put("source_offset", letter.sourceOffset());
        object.put("definition", letter.definition());
        object.put("attempt", letter.attempt());
        object.put("value_bytes", letter.value() == null ? 0 : letter.value().length);
        object.put("value_omitted", letter.isWithoutValue());
        object.put("violation_count", letter.violationCount());
        ArrayNode violations = object.putArray("violations");
        for (Letter.Violation violation : letter.violations()) {
            violations
                    .addObject()
                    .put("record", violation.record())
                    .put("column", violation.column())
                    .put("path", violation.path())
                    .put("rule", violation.rule())
                    .put("expected", violation.expected());
        }
        @Nullable BitSet records = letter.records();
        if (records != null) {
            ArrayNode rejected = object.putArray("records");
            records.stream().forEach(rejected::add);
        }
        return object.toString();
    }

    public static String summary(String reason, String column, String path, String rule, long count) {
        return JSON.createObjectNode()
                .put("reason", reason)
                .put("column", column)
                .put("path", path)
                .put("rule", rule)
                .put("letters", count)
                .toString();
    }

    public static String of(RedriveResult result, boolean executed) {
        return JSON.createObjectNode()
                .put("executed", executed)
                .put("matching", result.matching())
                .put("sent", result.sent())
                .put("sent_before", result.sentBefore())
                .put("too_many_attempts", result.tooManyAttempts())
                .put("other_records", result.otherRecords())
                .put("gone", result.gone())
                .toString();
    }
}
