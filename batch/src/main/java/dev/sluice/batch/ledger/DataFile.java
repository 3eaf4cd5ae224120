package dev.sluice.batch.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A Parquet file of the Processed Zone.
 *
 * @param path relative to the zone's root, such as
 *     {@code books/published_on=2026-01-31/00000000000000000007-5d1f0c3a-0002.parquet}
 * @param staged where the complete file waits until its batch is rolled forward; null for a removed file
 */
public record DataFile(String path, @Nullable String staged, long rows, long bytes) {

    public String folder() {
        return path.substring(0, path.lastIndexOf('/'));
    }
}
