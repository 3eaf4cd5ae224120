package dev.sluice.record.definition;

/** What becomes of a record that breaks a rule of a column. */
public enum OnViolation {
    /** It goes to the dead letters. */
    REJECT,
    /** It stays, and {@code _quality_flags} names the rule. */
    FLAG
}
