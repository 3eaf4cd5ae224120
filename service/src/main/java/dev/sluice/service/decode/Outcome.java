package dev.sluice.service.decode;

import java.util.Locale;

/** What a message was; each message is exactly one of these. */
public enum Outcome {
    WITH_RECORDS,
    /** Well-formed, but nothing at the record path: fine or a dead letter, as the definition has it. */
    WITHOUT_RECORDS,
    MALFORMED,
    /** A null value: counted, never a dead letter. */
    TOMBSTONE;

    /** As a metric label, such as {@code with-records}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
