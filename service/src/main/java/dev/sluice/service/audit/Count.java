package dev.sluice.service.audit;

import java.util.Locale;

/** What is counted. The first eight by the decode stage, the last two by the dedup stage. */
enum Count {
    MESSAGES,
    WITH_RECORDS,
    WITHOUT_RECORDS,
    MALFORMED,
    TOMBSTONES,
    RECORDS,
    REJECTED_RECORDS,
    DEAD_LETTERS,
    ROWS,
    DUPLICATES;

    /** As the audit topic spells it, such as {@code with_records}. */
    final String field = name().toLowerCase(Locale.ROOT);
}
