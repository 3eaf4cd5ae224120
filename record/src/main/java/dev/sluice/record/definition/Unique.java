package dev.sluice.record.definition;

/** Where in the Processed Zone a key is there once. */
public enum Unique {
    /** In each folder: a row is compared with those of its own date. */
    PARTITION,
    /** In the whole table: a row is compared with all, which costs more the more there are. */
    TABLE
}
