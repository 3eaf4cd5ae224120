package dev.sluice.service.rawzone.storage;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A file that is complete and durable in the storage and not yet visible.
 *
 * @param path the name that it is to have once published
 * @param staged its name until then, or null where the storage has none (an S3 multipart upload)
 * @param upload what the storage needs to publish it where it has no staged name, else null
 */
public record Prepared(
        String path, @Nullable String staged, @Nullable JsonNode upload) {

    /** The last part of the path. */
    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
