package dev.sluice.record.avro;

import dev.sluice.record.decode.Row;
import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.RecordDefinition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Holds event times against the times of their messages, as a definition has it. Thread-safe. */
public final class ArrivalCheck {

    private final @Nullable Column eventTime;
    private final long lateAfterMillis;
    private final long futureToleranceMillis;

    public ArrivalCheck(RecordDefinition definition) {
        this.eventTime = definition.eventTimeColumn().isPresent()
                ? definition.columns().get(definition.eventTimeColumn().getAsInt())
                : null;
        this.lateAfterMillis = definition.lateAfter().toMillis();
        this.futureToleranceMillis = definition.futureTolerance().toMillis();
    }

    public Arrival of(Row row, Lineage lineage) {
        Instant time = eventTime == null ? null : (Instant) row.value(eventTime.index());
        if (time == null) {
            return Arrival.UNKNOWN;
        }
        long delayMillis = lineage.timestampMillis() - time.toEpochMilli();
        return new Arrival(kind(delayMillis), delayMillis);
    }

    private Arrival.Kind kind(long delayMillis) {
        if (delayMillis > lateAfterMillis) {
            return Arrival.Kind.LATE;
        }
        return delayMillis < -futureToleranceMillis ? Arrival.Kind.FROM_FUTURE : Arrival.Kind.IN_TIME;
    }

    /** Of rows from the future: {@code column:future}. */
    String futureFlag() {
        return eventTime == null ? "" : eventTime.name() + ":future";
    }
}
