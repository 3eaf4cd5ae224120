package dev.sluice.record.commitlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Commit records as JSON in UTF-8. Thread-safe. */
public final class CommitRecordJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CommitRecordJson() {}

    public static byte[] write(CommitRecord record) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(record);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * @param where what to call the record in an error, such as its path
     * @throws UnreadableCommitRecordException when the bytes are no commit record, or one of a later format
     */
    public static CommitRecord read(byte[] json, String where) {
        try {
            var tree = MAPPER.readTree(json);
            int format = tree.path("format").asInt(-1);
            if (format < 1) {
                throw new UnreadableCommitRecordException("Cannot read " + where + ": not a commit record");
            }
            if (format > CommitRecord.FORMAT) {
                throw new UnreadableCommitRecordException("Cannot read " + where + ": written in format " + format
                        + ", this version reads up to " + CommitRecord.FORMAT + "; upgrade it");
            }
            return MAPPER.treeToValue(tree, CommitRecord.class);
        } catch (IOException | IllegalArgumentException | NullPointerException invalid) {
            throw new UnreadableCommitRecordException("Cannot read " + where + ": not a commit record", invalid);
        }
    }
}
