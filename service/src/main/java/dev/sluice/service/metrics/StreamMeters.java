package dev.sluice.service.metrics;

import static java.util.Objects.requireNonNull;

import dev.sluice.record.decode.Reason;
import dev.sluice.service.decode.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** Counters of the stream. All exist from the start, so that a rate can be taken over the first event. Thread-safe. */
public final class StreamMeters {

    private final Map<Outcome, Counter> messages = new EnumMap<>(Outcome.class);
    private final Map<Reason, Counter> deadLetters = new EnumMap<>(Reason.class);
    private final Counter accepted;
    private final Counter rejected;
    private final Counter rows;
    private final Counter duplicates;

    public StreamMeters(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            messages.put(
                    outcome,
                    Counter.builder("sluice.messages")
                            .description("XML messages read, by what they were")
                            .tag("outcome", outcome.label())
                            .register(registry));
        }
        for (Reason reason : Reason.values()) {
            deadLetters.put(
                    reason,
                    Counter.builder("sluice.dead.letters")
                            .description("Dead letters written, by reason; alert on a lasting rate")
                            .tag("reason", reason.label())
                            .register(registry));
        }
        accepted = records(registry, "accepted");
        rejected = records(registry, "rejected");
        rows = Counter.builder("sluice.rows")
                .description("Rows written to the rows topic")
                .register(registry);
        duplicates = Counter.builder("sluice.duplicates")
                .description("Rows dropped because their key was seen before")
                .register(registry);
    }

    private static Counter records(MeterRegistry registry, String outcome) {
        return Counter.builder("sluice.records")
                .description("Records found in messages, by what validation said")
                .tag("outcome", outcome)
                .register(registry);
    }

    public void message(Outcome outcome) {
        requireNonNull(messages.get(outcome)).increment();
    }

    public void records(int acceptedRecords, int rejectedRecords) {
        accepted.increment(acceptedRecords);
        rejected.increment(rejectedRecords);
    }

    public void deadLetter(Reason reason) {
        requireNonNull(deadLetters.get(reason)).increment();
    }

    public void row() {
        rows.increment();
    }

    public void duplicate() {
        duplicates.increment();
    }
}
