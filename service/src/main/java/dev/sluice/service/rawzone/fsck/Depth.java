package dev.sluice.service.rawzone.fsck;

/** How closely files are looked at. */
public enum Depth {
    /** Lengths only: no data file is read. */
    LENGTHS,
    /** Every byte is read, for its checksum. */
    CHECKSUMS,
    /** Every row's offset is read too, as another program would read it. */
    ROWS
}
