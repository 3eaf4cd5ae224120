package dev.sluice.record.decode;

import java.util.Locale;

/**
 * Why a message became a dead letter: a closed list, and a metric label. The first group concerns the
 * message as a whole, the second some of its records.
 */
public enum Reason {
    /** No bytes, or white space only. A null value is a tombstone and no dead letter. */
    EMPTY_VALUE,
    /** Does not begin like an XML document. */
    NOT_XML,
    /** Ends before its root element does. */
    TRUNCATED,
    /** Not well-formed in another way. */
    MALFORMED_XML,
    /** Bytes that its encoding does not allow, or an encoding that is not known. */
    INVALID_ENCODING,
    /** A document type declaration, which a definition refuses unless it says otherwise. */
    DOCTYPE_REFUSED,
    /** A document type declaration that refers to something outside the message (XXE). */
    EXTERNAL_ENTITY_REFUSED,
    /** A document type declaration that declares entities (the way of the billion laughs). */
    ENTITY_DECLARATION_REFUSED,
    /** Larger, deeper or wider than the definition's limits. */
    LIMIT_EXCEEDED,
    /** Well-formed, but not valid by the definition's schema. */
    SCHEMA_INVALID,
    /** Well-formed, but without any record. */
    NO_RECORDS,

    /** A record broke a rule or has a value that is not of its column's type. */
    INVALID_RECORD,
    /** A record without a value in a key column. */
    KEY_MISSING,
    /** A row that would not fit into a Kafka record. */
    ROW_TOO_LARGE;

    /** As headers, metric labels and people see it, such as {@code malformed-xml}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
