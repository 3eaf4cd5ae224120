package dev.sluice.demo.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** The sums over an audit topic: the newest value of each key holds its totals so far. */
public final class AuditCounts {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<ByteBuffer, byte[]> newest = new HashMap<>();

    private AuditCounts() {}

    public static AuditCounts read(String bootstrap, String topic) {
        var counts = new AuditCounts();
        CommittedRecords.read(
                bootstrap, topic, entry -> counts.newest.put(ByteBuffer.wrap(entry.key()), entry.value()));
        return counts;
    }

    /** The sum of a field such as {@code messages} or {@code rejected_records}. */
    public long sum(String field) {
        return newest.values().stream()
                .mapToLong(value -> parse(value).path(field).asLong())
                .sum();
    }

    private static JsonNode parse(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException noJson) {
            throw new UncheckedIOException("Cannot read the audit topic: a value is no JSON", noJson);
        }
    }
}
