package dev.sluice.record.value;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/** Which points in time the local times of a zone are. */
final class LocalTimes {

    private final ZoneRules rules;

    LocalTimes(ZoneId zone) {
        this.rules = zone.getRules();
    }

    /** The earlier of the two in the hour when clocks go back; {@link ValueDecoder#INVALID} when they skip it. */
    Object instant(LocalDateTime local) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        return offsets.isEmpty() ? ValueDecoder.INVALID : local.toInstant(offsets.get(0));
    }
}
