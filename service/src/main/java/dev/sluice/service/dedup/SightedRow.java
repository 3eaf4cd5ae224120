package dev.sluice.service.dedup;

import dev.sluice.service.rekey.RekeyedRow;

/**
 * A row and the verdict on it.
 *
 * @param duplicate whether another record had the same key before; false for the first record with the key, and for
 *     that same record coming again in a replay
 */
public record SightedRow(RekeyedRow row, boolean duplicate) {}
