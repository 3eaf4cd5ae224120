package dev.sluice.service.rawzone;

import java.util.Locale;

/** Why a file was closed and committed; the label of a metric. */
enum RollReason {
    ROWS,
    BYTES,
    AGE,
    IDLE,
    /** The next row belongs to a later ingest hour, or the hour is over. */
    HOUR,
    /** The next row came by another definition or has another schema. */
    DEFINITION,
    /** All open files together hold too much in memory. */
    MEMORY,
    REVOKE,
    SHUTDOWN;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
