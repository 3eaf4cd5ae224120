package dev.sluice.service.verify;

import static java.util.Objects.requireNonNull;

import dev.sluice.service.audit.AuditTotals.SourceHour;
import dev.sluice.service.audit.AuditTotals.Totals;
import dev.sluice.service.snapshot.Positions.Position;
import dev.sluice.service.verify.HourProof.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the numbers of each source partition and hour against each other. The hour of a partition only moves forward, so
 * the first stage is done with every hour but its last; what a later stage still lacks is under way as long as that stage
 * is not at the end of what it reads.
 */
final class Judge {

    private static final Totals NOTHING = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private final Evidence evidence;
    private final SourceMessages source;
    private final Map<Integer, SourceHour> newest = new HashMap<>();

    Judge(Evidence evidence, SourceMessages source) {
        this.evidence = evidence;
        this.source = source;
        evidence.decoded().forEach((hour, totals) -> {
            if (totals.messages() > 0) {
                newest.merge(hour.partition(), hour, (one, other) -> one.compareTo(other) >= 0 ? one : other);
            }
        });
    }

    Proof judge() {
        List<HourProof> hours = new ArrayList<>();
        Map<Integer, SourceHour> before = new HashMap<>();
        evidence.decoded().forEach((hour, totals) -> {
            @Nullable SourceHour previous = before.put(hour.partition(), hour);
            hours.add(judge(hour, totals, previous));
        });
        evidence.raw().forEach((hour, rows) -> {
            if (!evidence.decoded().containsKey(hour) && !evidence.deduped().containsKey(hour)) {
                hours.add(judgeUncounted(hour, rows));
            }
        });
        return new Proof(hours, evidence.findings(), evidence.skippedOffsets(), List.of());
    }

    private HourProof judgeUncounted(SourceHour hour, long rows) {
        var verdict = new Verdict();
        if (rows <= counted(hour).rows()) {
            verdict.say(State.OPEN, "its messages are still being read");
        } else {
            verdict.say(State.DIFFERENT, "RAW has " + rows + " rows of messages that nothing counted");
        }
        return new HourProof(hour, -1, NOTHING, 0, rows, verdict.state, verdict.notes);
    }

    private HourProof judge(SourceHour hour, Totals decoded, @Nullable SourceHour previous) {
        Totals deduped = evidence.deduped().getOrDefault(hour, decoded);
        long letters = evidence.letters().getOrDefault(hour, 0L);
        long raw = evidence.raw().getOrDefault(hour, 0L);
        long from = startOf(hour, previous);
        var verdict = new Verdict();
        if (!isDecoded(hour, decoded, deduped)) {
            verdict.say(State.OPEN, "its messages are still being read");
        } else {
            judgeMessages(hour, decoded, from, verdict);
            judgeLetters(hour, decoded, letters, verdict);
            if (isDeduped(decoded, deduped, verdict)) {
                judgeRows(hour, deduped.rows(), raw, verdict);
            }
        }
        return new HourProof(hour, from, deduped, letters, raw, verdict.state, verdict.notes);
    }

    /** The newest hour may get more messages, unless there are none. */
    private boolean isDecoded(SourceHour hour, Totals decoded, Totals later) {
        Position position = evidence.input().partitions().get(hour.partition());
        return !hour.equals(newest.get(hour.partition()))
                || (position != null && position.isAtEnd() && later.messages() == decoded.messages());
    }

    private void judgeMessages(SourceHour hour, Totals decoded, long from, Verdict verdict) {
        long kinds = decoded.withRecords() + decoded.withoutRecords() + decoded.malformed() + decoded.tombstones();
        if (kinds != decoded.messages()) {
            verdict.say(State.DIFFERENT, decoded.messages() + " messages, but " + kinds + " by their outcome");
        }
        long counted = decoded.messages();
        if (from < 0 || decoded.covered() - from == counted) {
            return;
        }
        // Transaction markers and compaction leave offsets without a message: only the topic itself can tell.
        String range = "messages at " + hour.partition() + "@" + from + " to " + (decoded.covered() - 1);
        if (!source.has(hour.partition(), from)) {
            verdict.say(State.EXPIRED, range + " are gone, so their number cannot be proved");
            return;
        }
        long there = source.count(hour.partition(), from, decoded.covered());
        if (there != counted) {
            verdict.say(State.DIFFERENT, there + " " + range + ", but " + counted + " were counted");
        }
    }

    /** Where the first message of an hour can be; -1 when that is not known. */
    private long startOf(SourceHour hour, @Nullable SourceHour previous) {
        if (previous != null && previous.epoch() == hour.epoch()) {
            return requireNonNull(evidence.decoded().get(previous)).covered();
        }
        return hour.epoch() == 0 && source.has(hour.partition(), 0) ? 0 : -1;
    }

    private void judgeLetters(SourceHour hour, Totals decoded, long letters, Verdict verdict) {
        if (letters < decoded.deadLetters() && evidence.lettersExpired()) {
            verdict.say(
                    State.EXPIRED,
                    (decoded.deadLetters() - letters) + " dead letters expired or missing: their topic"
                            + " has lost its beginning");
        } else if (letters > decoded.deadLetters() && letters <= counted(hour).deadLetters()) {
            verdict.say(State.OPEN, (letters - decoded.deadLetters()) + " dead letters came while it was looked at");
        } else if (letters != decoded.deadLetters()) {
            verdict.say(
                    State.DIFFERENT,
                    decoded.deadLetters() + " dead letters were written, but their topic has " + letters);
        }
    }

    /** Whether no more rows can come. */
    private boolean isDeduped(Totals decoded, Totals deduped, Verdict verdict) {
        long accepted = decoded.records() - decoded.rejected();
        long seen = deduped.rows() + deduped.duplicates();
        if (seen < accepted && !evidence.rekey().areAllAtEnd()) {
            verdict.say(State.OPEN, (accepted - seen) + " records are still on their way to dedup");
            return false;
        }
        if (seen != accepted) {
            verdict.say(
                    State.DIFFERENT,
                    decoded.records() + " records, but " + decoded.rejected() + " rejected + " + deduped.rows()
                            + " rows + " + deduped.duplicates() + " duplicates = " + (decoded.rejected() + seen));
        }
        return true;
    }

    private void judgeRows(SourceHour hour, long rows, long raw, Verdict verdict) {
        if (raw == rows) {
            return;
        }
        if (raw < rows && !evidence.isSinkAtEnd()) {
            verdict.say(State.OPEN, (rows - raw) + " rows are still on their way to RAW");
        } else if (raw > rows && raw <= counted(hour).rows()) {
            verdict.say(State.OPEN, (raw - rows) + " rows came to RAW while it was looked at");
        } else {
            verdict.say(State.DIFFERENT, rows + " rows, but RAW has " + raw);
        }
    }

    private Totals counted(SourceHour hour) {
        return evidence.counted().getOrDefault(hour, NOTHING);
    }

    private static final class Verdict {
        private State state = State.BALANCED;
        private final List<String> notes = new ArrayList<>();

        void say(State found, String note) {
            state = state.worse(found);
            notes.add(note);
        }
    }
}
