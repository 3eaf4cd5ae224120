package dev.sluice.service.verify;

import dev.sluice.service.audit.AuditTotals.SourceHour;
import dev.sluice.service.audit.AuditTotals.Totals;
import java.util.List;

/**
 * What is known of one source partition and hour.
 *
 * @param from first offset that a message of the hour can have; -1 when that is not known
 * @param totals of the audit
 * @param letters in the dead-letter topic
 * @param raw rows that the commit log has
 * @param state the verdict
 * @param notes why it is not simply balanced, one sentence each
 */
public record HourProof(
        SourceHour hour, long from, Totals totals, long letters, long raw, State state, List<String> notes) {

    /** What a verdict can be, from best to worst. */
    public enum State {
        /** Every number agrees with every other. */
        BALANCED,
        /** Balanced as far as can still be told: retention has removed some of what was counted. */
        EXPIRED,
        /** Work is under way, so nothing can be said yet. */
        OPEN,
        /** Numbers contradict each other. */
        DIFFERENT;

        State worse(State other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }
}
