package dev.sluice.record.decode;

import java.util.List;

/** What a message's bytes turned out to be: an expected failure is a value here, never an exception. */
public sealed interface Decoded {

    /**
     * A well-formed message.
     *
     * @param candidates one for each record of the message, in document order; may be empty when the
     *     definition allows messages without records
     */
    record Records(List<Candidate> candidates) implements Decoded {}

    /**
     * A message that yields no records at all.
     *
     * @param detail one sentence for a person, with line and column of the message where known, without payload
     */
    record Malformed(Reason reason, String detail) implements Decoded {}

    /**
     * A record with its values typed but its rules not yet checked.
     *
     * @param violations values that have no place in the row: not of their type, or repeated
     */
    record Candidate(Row row, List<Violation> violations) {}
}
