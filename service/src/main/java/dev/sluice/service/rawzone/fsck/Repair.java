package dev.sluice.service.rawzone.fsck;

/** What a check may change. */
public enum Repair {
    /** Nothing. */
    DRY,
    /** It finishes publications, and removes staged files that no record can name any more. */
    FINISH
}
