package dev.sluice.service.audit;

import java.util.Locale;

/** Where in the stream it is counted. */
enum Stage {
    /** Before the re-key topic; a task is an input partition. */
    DECODE,
    /** After it; a task is a partition of the re-key topic. */
    DEDUP;

    final String label = name().toLowerCase(Locale.ROOT);
    final String store = label + "-counts";
}
