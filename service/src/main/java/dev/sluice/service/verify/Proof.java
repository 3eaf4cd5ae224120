package dev.sluice.service.verify;

import dev.sluice.service.rawzone.fsck.Finding;
import dev.sluice.service.verify.HourProof.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * @param hours in the order of epoch, partition and hour
 * @param findings in the RAW zone
 * @param skippedOffsets of the rows topic that were passed over by hand; loss, until they are acknowledged
 * @param losses what is missing by name, where that was looked for
 */
public record Proof(List<HourProof> hours, List<Finding> findings, long skippedOffsets, List<Loss> losses) {

    public Proof {
        hours = List.copyOf(hours);
        findings = List.copyOf(findings);
        losses = List.copyOf(losses);
    }

    Proof explainedBy(List<Loss> found) {
        return new Proof(hours, findings, skippedOffsets, found);
    }

    /** Whether no number contradicts another. */
    public boolean holds() {
        return differences() == 0 && findings.isEmpty() && skippedOffsets == 0;
    }

    /** Hours that differ. */
    public long differences() {
        return count(State.DIFFERENT);
    }

    public long count(State state) {
        return hours.stream().filter(hour -> hour.state() == state).count();
    }

    /** All input before this time is accounted for; the epoch of Unix time when that can be said of nothing. */
    public Instant validThrough() {
        Instant open = hours.stream()
                .filter(hour -> hour.state() == State.OPEN || hour.state() == State.DIFFERENT)
                .map(hour -> startOf(hour.hour().hour()))
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        Instant end = hours.stream()
                .map(hour -> startOf(hour.hour().hour() + 1))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        return open.isBefore(end) ? open : end;
    }

    static Instant startOf(int hour) {
        return Instant.EPOCH.plus(Duration.ofHours(hour));
    }
}
