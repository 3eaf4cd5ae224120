package dev.sluice.record.validate;

import dev.sluice.record.decode.Reason;
import dev.sluice.record.decode.Row;
import dev.sluice.record.decode.Violation;
import java.util.List;

/** What became of a record. */
public sealed interface Verdict {

    /** @param row with the rules it broke that only flag */
    record Accepted(Row row) implements Verdict {}

    /**
     * @param reason {@link Reason#INVALID_RECORD} or {@link Reason#KEY_MISSING}
     * @param violations all of them, in the order of the columns
     */
    record Rejected(Reason reason, List<Violation> violations) implements Verdict {}
}
