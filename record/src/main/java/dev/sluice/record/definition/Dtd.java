package dev.sluice.record.definition;

/** What becomes of a message with a document type declaration. No entity is ever expanded, nothing ever fetched. */
public enum Dtd {
    /** It goes to the dead letters. */
    REFUSE,
    /** The declaration is passed by, as if it were not there. */
    SKIP
}
