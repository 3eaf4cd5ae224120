package dev.sluice.service.rawzone.fsck;

import java.util.OptionalInt;

/**
 * Something in a RAW zone that is not as the commit log protocol leaves it.
 *
 * @param partition of the rows topic, where it is known
 * @param path relative to the RAW zone's root
 * @param detail for a person, one line
 */
public record Finding(
        FindingKind kind, String dataset, OptionalInt partition, String path, String detail, Remedy remedy) {

    /** Whether a repair, which only finishes what a writer began, can end it. */
    public enum Remedy {
        BY_HAND,
        BY_REPAIR,
        REPAIRED
    }

    Finding as(Remedy other) {
        return new Finding(kind, dataset, partition, path, detail, other);
    }
}
