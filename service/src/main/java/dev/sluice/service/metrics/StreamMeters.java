package dev.sluice.service.metrics;

import static java.util.Objects.requireNonNull;

import dev.sluice.record.avro.Arrival;
import dev.sluice.record.decode.Reason;
import dev.sluice.service.decode.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Counters of the stream. All exist from the start, so that a rate can be taken over the first event. Thread-safe. */
public final class StreamMeters {

    private static final Duration[] ARRIVAL_DELAYS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        Duration.ofHours(1),
        Duration.ofHours(6),
        Duration.ofDays(1),
        Duration.ofDays(7),
        Duration.ofDays(30),
        Duration.ofDays(365)
    };

    private final Map<Outcome, Counter> messages = new EnumMap<>(Outcome.class);
    private final Map<Reason, Counter> deadLetters = new EnumMap<>(Reason.class);
    private final Map<Lookup, Counter> lookups = new EnumMap<>(Lookup.class);
    private final Counter accepted;
    private final Counter rejected;
    private final Counter rows;
    private final Counter duplicates;
    private final Counter late;
    private final Counter fromFuture;
    private final Timer arrivalDelay;

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
        for (Lookup lookup : Lookup.values()) {
            lookups.put(
                    lookup,
                    Counter.builder("sluice.dedup.lookups")
                            .description("Record keys looked up in the dedup store, by what was found")
                            .tag("result", lookup.label())
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
        late = Counter.builder("sluice.rows.late")
                .description("Valid records, duplicates included, that came later than late-after")
                .register(registry);
        fromFuture = Counter.builder("sluice.rows.future")
                .description("Valid records, duplicates included, whose event time is past future-tolerance")
                .register(registry);
        arrivalDelay = Timer.builder("sluice.arrival.delay")
                .description("From a valid record's event time to its message; 0 when the event time is ahead")
                .serviceLevelObjectives(ARRIVAL_DELAYS)
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

    public void arrived(Arrival arrival) {
        switch (arrival.kind()) {
            case UNKNOWN -> {
                return;
            }
            case LATE -> late.increment();
            case FROM_FUTURE -> fromFuture.increment();
            case IN_TIME -> {}
        }
        arrivalDelay.record(Math.max(0, arrival.delayMillis()), TimeUnit.MILLISECONDS);
    }

    public void deadLetter(Reason reason) {
        requireNonNull(deadLetters.get(reason)).increment();
    }

    public void lookup(Lookup result) {
        requireNonNull(lookups.get(result)).increment();
    }

    public void rows(int first, int repeated) {
        rows.increment(first);
        duplicates.increment(repeated);
    }
}
