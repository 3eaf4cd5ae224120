package dev.sluice.service.verify;

import dev.sluice.service.audit.AuditTotals.SourceHour;
import java.util.List;

/**
 * What is missing or doubled, by name.
 *
 * @param hour under which the message is counted
 * @param offset of the message in the input topic; -1 when it is about the whole hour
 * @param records indexes within the message; empty when it is about the whole message
 * @param what is wrong with it, a sentence without a subject
 */
public record Loss(SourceHour hour, long offset, List<Integer> records, String what) {

    public Loss {
        records = List.copyOf(records);
    }
}
