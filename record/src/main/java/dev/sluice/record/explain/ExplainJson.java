package dev.sluice.record.explain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.record.decode.Row;
import dev.sluice.record.decode.Violation;
import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.explain.Explanation.Acceptance;
import dev.sluice.record.explain.Explanation.Outcome;
import dev.sluice.record.explain.Explanation.Rejection;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes as JSON, one object per line:
 *
 * <pre>
 * {"source":"FILE","index":0,"row":{"id":"BK-1","price":"24.90"}}
 * {"source":"FILE","rejected":{"reason":"invalid-record","violations":[{"record":1,"column":"price",...}]}}
 * </pre>
 *
 * <p>Decimals and floating-point numbers without a JSON form are strings, dates {@code YYYY-MM-DD}, times and
 * timestamps have microseconds, timestamps are in UTC, bytes are Base64. {@code quality_flags} and
 * {@code rescued_data} stand beside {@code row} when there are any, {@code detail} in a message's rejection.
 * Thread-safe.
 */
public final class ExplainJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final List<Column> columns;

    public ExplainJson(RecordDefinition definition) {
        this.columns = definition.columns();
    }

    /** One line, without its end. */
    public String line(String source, Outcome outcome) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("source", source);
            if (outcome instanceof Acceptance acceptance) {
                writeRow(json, acceptance.row());
            } else if (outcome instanceof Rejection rejection) {
                writeRejection(json, rejection);
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return line.toString();
    }

    private void writeRow(JsonGenerator json, Row row) throws IOException {
        json.writeNumberField("index", row.index());
        json.writeObjectFieldStart("row");
        for (Column column : columns) {
            json.writeFieldName(column.name());
            writeValue(json, row.value(column.index()));
        }
        json.writeEndObject();
        if (!row.qualityFlags().isEmpty()) {
            json.writeArrayFieldStart("quality_flags");
            for (String flag : row.qualityFlags()) {
                json.writeString(flag);
            }
            json.writeEndArray();
        }
        if (row.rescued() != null) {
            json.writeFieldName("rescued_data");
            json.writeRawValue(row.rescued());
        }
    }

    private static void writeRejection(JsonGenerator json, Rejection rejection) throws IOException {
        json.writeObjectFieldStart("rejected");
        json.writeStringField("reason", rejection.reason().label());
        if (!rejection.detail().isEmpty()) {
            json.writeStringField("detail", rejection.detail());
        }
        json.writeArrayFieldStart("violations");
        for (Violation violation : rejection.violations()) {
            json.writeStartObject();
            json.writeNumberField("record", violation.recordIndex());
            json.writeStringField("column", violation.column());
            json.writeStringField("path", violation.path());
            json.writeStringField("rule", violation.rule());
            json.writeStringField("expected", violation.expected());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                writeValue(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Float number && Float.isFinite(number)) {
            json.writeNumber(number);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeString(text(value));
        }
    }

    private static String text(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof LocalTime time) {
            return TIME.format(time);
        }
        if (value instanceof Instant instant) {
            return TIMESTAMP.format(instant);
        }
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (value instanceof Float || value instanceof Double) {
            double number = ((Number) value).doubleValue();
            return Double.isNaN(number) ? "NaN" : number > 0 ? "INF" : "-INF";
        }
        return value.toString();
    }
}
