package dev.sluice.service.rawzone.fsck;

import java.util.Locale;

/** What a check can find. The list is closed: {@code docs/fsck.md} says of each what it means and what to do. */
public enum FindingKind {
    MISSING_GENESIS,
    MISSING_RECORD,
    DAMAGED_RECORD,
    NEWER_RECORD,
    FOREIGN_RECORD,
    WRONG_PREDECESSOR,
    OVERLAPPING_RECORDS,
    BACKWARD_RECORD,
    FOREIGN_CHAIN,
    MISSING_FILE,
    UNPUBLISHED_FILE,
    WRONG_LENGTH,
    WRONG_CHECKSUM,
    OVERLAPPING_FILES,
    UNREADABLE_FILE,
    WRONG_ROWS,
    ORPHAN_FILE,
    STRAY_FILE,
    LEFTOVER_STAGED;

    /** Its name for people and programs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a zone with it is clean all the same: what a killed writer leaves, and no reader or writer ever sees. */
    public boolean isHarmless() {
        return this == LEFTOVER_STAGED;
    }
}
