package dev.sluice.service.decode;

import dev.sluice.record.decode.Reason;
import dev.sluice.record.decode.Violation;
import java.util.List;

/**
 * Why a message or one of its records is rejected.
 *
 * @param detail one sentence for a person, without payload
 * @param violations of one record; empty when the message as a whole is rejected
 * @param recordIndex within the message; -1 when the message as a whole is rejected
 */
public record Rejection(Reason reason, String detail, List<Violation> violations, int recordIndex) {

    private static final int NO_RECORD = -1;

    static Rejection ofMessage(Reason reason, String detail) {
        return new Rejection(reason, detail, List.of(), NO_RECORD);
    }

    public boolean isOfRecord() {
        return recordIndex != NO_RECORD;
    }

    static Rejection ofRecord(int index, Reason reason, List<Violation> violations) {
        return new Rejection(reason, "Record " + index + ": " + sentence(reason, violations), violations, index);
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
