package dev.sluice.record.commitlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * How the lake's small records are written: JSON in UTF-8 with a field {@code format}, so that an older reader refuses
 * what it does not understand instead of half reading it. Thread-safe.
 */
public final class VersionedJson<T> {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Class<T> type;
    private final String name;
    private final int newestFormat;

    /** @param name for errors, such as {@code commit record}; @param newestFormat that this version reads */
    public VersionedJson(Class<T> type, String name, int newestFormat) {
        this.type = type;
        this.name = name;
        this.newestFormat = newestFormat;
    }

    public byte[] write(T record) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(record);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * @param where what to call the record in an error, such as its path
     * @throws UnreadableCommitRecordException when the bytes are no such record, or one of a later format
     */
    public T read(byte[] json, String where) {
        try {
            var tree = MAPPER.readTree(json);
            int format = tree.path("format").asInt(-1);
            if (format < 1) {
                throw new UnreadableCommitRecordException("Cannot read " + where + ": not a " + name);
            }
            if (format > newestFormat) {
                throw new UnreadableCommitRecordException("Cannot read " + where + ": written in format " + format
                        + ", this version reads up to " + newestFormat + "; upgrade it");
            }
            return MAPPER.treeToValue(tree, type);
        } catch (IOException | IllegalArgumentException | NullPointerException invalid) {
            throw new UnreadableCommitRecordException("Cannot read " + where + ": not a " + name, invalid);
        }
    }
}
