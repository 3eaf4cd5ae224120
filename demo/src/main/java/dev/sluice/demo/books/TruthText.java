package dev.sluice.demo.books;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The truth about what was sent, for a person or a program. */
public final class TruthText {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private TruthText() {}

    /** One JSON object on one line. */
    public static String json(Truth truth, String topic, long seed) {
        try {
            return MAPPER.writeValueAsString(fields(truth, topic, seed));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** One line per number. */
    public static String plain(Truth truth, String topic, long seed) {
        return fields(truth, topic, seed).entrySet().stream()
                .map(field -> String.format("%-14s %s", field.getKey().replace('_', ' '), field.getValue()))
                .collect(Collectors.joining("\n"));
    }

    static Map<String, Object> fields(Truth truth, String topic, long seed) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("topic", topic);
        fields.put("seed", seed);
        fields.put("messages", truth.messages());
        fields.put("tombstones", truth.tombstones());
        fields.put("malformed", truth.malformed());
        fields.put("records", truth.records());
        fields.put("distinct", truth.distinct());
        fields.put("duplicates", truth.duplicates());
        fields.put("rejected", truth.rejected());
        fields.put("late", truth.late());
        fields.put("dead_letters", truth.deadLetters());
        fields.put("id_checksum", truth.checksum());
        return fields;
    }
}
