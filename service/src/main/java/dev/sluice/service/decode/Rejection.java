package dev.sluice.service.decode;

import dev.sluice.record.decode.Reason;
import dev.sluice.record.decode.Violation;
import java.util.List;

/**
 * Why a message or one of its records is rejected.
 *
 * @param detail one sentence for a person, without payload
 * @param violations of one record; empty when the message as a whole is rejected
 */
public record Rejection(Reason reason, String detail, List<Violation> violations) {

    static Rejection ofRecord(int index, Reason reason, List<Violation> violations) {
        return new Rejection(reason, "Record " + index + ": " + sentence(reason, violations), violations);
    }

    private static String sentence(Reason reason, List<Violation> violations) {
        if (violations.isEmpty()) {
            return reason.label();
        }
        Violation first = violations.get(0);
        String column = first.column().isEmpty() ? "the row" : "column " + first.column();
        return column + " breaks " + first.rule() + ", expected " + first.expected();
    }
}
