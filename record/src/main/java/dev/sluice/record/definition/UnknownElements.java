package dev.sluice.record.definition;

/** What becomes of elements of a record that no column reads. */
public enum UnknownElements {
    IGNORE,
    /** Kept with path and text in {@code _rescued_data}. */
    RESCUE,
    /** A violation. */
    REJECT
}
