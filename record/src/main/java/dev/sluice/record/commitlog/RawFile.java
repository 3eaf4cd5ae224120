package dev.sluice.record.commitlog;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One Parquet file that a commit record brings into the RAW zone.
 *
 * @param path final name, relative to the RAW zone's root, such as
 *     {@code books/ingest_date=2026-01-31/ingest_hour=09/books.rows-3-100-250-7f2c.parquet}
 * @param staged where the complete file waits until it is published, relative to the root; null where the
 *     storage has no staged name (an S3 multipart upload)
 * @param upload what the storage needs to publish the file where it has no staged name, else null
 * @param rows in the file
 * @param bytes length of the file
 * @param checksum of the file's bytes, as {@code sha256:<hex>}
 * @param minOffset of the rows topic, first row in the file
 * @param maxOffset of the rows topic, last row in the file
 * @param minTimeMillis append time of the first row
 * @param maxTimeMillis append time of the last row
 * @param definitionVersion of all its rows
 * @param unknown fields of later format versions, kept when written again
 */
public record RawFile(
        String path,
        @Nullable String staged,
        @Nullable JsonNode upload,
        long rows,
        long bytes,
        String checksum,
        long minOffset,
        long maxOffset,
        long minTimeMillis,
        long maxTimeMillis,
        String definitionVersion,
        @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknown) {

    public RawFile {
        unknown = unknown == null ? Map.of() : Map.copyOf(unknown);
    }
}
