package dev.sluice.batch.lease;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;

/**
 * A lease as its file has it.
 *
 * @param format version of this format, {@value #FORMAT}; readers refuse a higher one
 * @param holder what holds it
 * @param takenAtMillis by the holder's clock
 * @param expiresAtMillis by the holder's clock: later, anyone may take over
 * @param renewals how often its holder has put off the end
 * @param unknown fields of later format versions, kept when written again
 */
record LeaseRecord(
        int format,
        Holder holder,
        long takenAtMillis,
        long expiresAtMillis,
        int renewals,
        @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> unknown) {

    static final int FORMAT = 1;

    LeaseRecord {
        unknown = unknown == null ? Map.of() : Map.copyOf(unknown);
    }

    static LeaseRecord taken(Holder holder, long now, long termMillis) {
        return new LeaseRecord(FORMAT, holder, now, now + termMillis, 0, Map.of());
    }

    LeaseRecord renewed(long expiresAt) {
        return new LeaseRecord(format, holder, takenAtMillis, expiresAt, renewals + 1, unknown);
    }

    @Override
    public String toString() {
        return holder + " since " + Instant.ofEpochMilli(takenAtMillis);
    }
}
