package dev.sluice.service.rawzone.storage.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A multipart upload, as a commit record holds it: {@code {"upload_id": "...", "parts": ["<etag of part 1>", ...]}}.
 *
 * @param parts empty when only the upload is known, as from a listing
 */
record Upload(String uploadId, List<String> parts) {

    private static final String ID = "upload_id";
    private static final String PARTS = "parts";

    boolean hasParts() {
        return !parts.isEmpty();
    }

    JsonNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(ID, uploadId);
        if (hasParts()) {
            parts.forEach(json.putArray(PARTS)::add);
        }
        return json;
    }

    /** Empty when it is no upload. */
    static Optional<Upload> read(@Nullable JsonNode json) {
        if (json == null || !json.path(ID).isTextual()) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        json.path(PARTS).forEach(part -> parts.add(part.asText()));
        return Optional.of(new Upload(json.path(ID).asText(), List.copyOf(parts)));
    }
}
