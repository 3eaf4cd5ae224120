package dev.sluice.service.metrics;

import java.util.Locale;

/** What the dedup store knew of a record key. */
public enum Lookup {
    /** Nothing. */
    UNSEEN,
    /** Another record with it, within the retention. */
    DUPLICATE,
    /** This very record, which comes again. */
    REPLAY,
    /** Another record with it, longer ago than the retention. */
    EXPIRED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
