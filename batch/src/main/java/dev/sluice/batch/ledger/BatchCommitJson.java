package dev.sluice.batch.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Batch commits as JSON in UTF-8. Thread-safe. */
public final class BatchCommitJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private BatchCommitJson() {}

    public static byte[] write(BatchCommit commit) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(commit);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * @param where the file's path, for an error
     * @throws BrokenLedgerException when the bytes are no batch commit, or one of a later format
     */
    public static BatchCommit read(byte[] json, String where) {
        try {
            var tree = MAPPER.readTree(json);
            int format = tree.path("format").asInt(-1);
            if (format > BatchCommit.FORMAT) {
                throw new BrokenLedgerException("Cannot read " + where + ": written in format " + format
                        + ", this version reads up to " + BatchCommit.FORMAT + "; upgrade it");
            }
            return MAPPER.treeToValue(tree, BatchCommit.class);
        } catch (IOException | IllegalArgumentException | NullPointerException invalid) {
            throw new BrokenLedgerException("Cannot read " + where + ": not a batch commit", invalid);
        }
    }
}
