package dev.sluice.service.rawzone;

import java.util.HashMap;
import java.util.Map;

/**
 * How many rows came from messages of which time, to a tenth of a second where the times are near one another. Bounded,
 * whatever times producers write.
 */
final class SourceTimes {

    private static final long FINEST_MILLIS = 100;

    private final int most;
    private Map<Long, Count> counts = new HashMap<>();
    private long grainMillis = FINEST_MILLIS;

    private static final class Count {
        long rows;
    }

    interface Visitor {
        void visit(long millis, long rows);
    }

    SourceTimes() {
        this(4096);
    }

    /** @param most times that are told from one another; beyond it the grain doubles */
    SourceTimes(int most) {
        this.most = most;
    }

    void add(long millis) {
        add(millis, 1);
        while (counts.size() > most) {
            Map<Long, Count> finer = counts;
            long grain = grainMillis;
            grainMillis *= 2;
            counts = new HashMap<>();
            finer.forEach((time, count) -> add(time * grain, count.rows));
        }
    }

    private void add(long millis, long rows) {
        counts.computeIfAbsent(Math.floorDiv(millis, grainMillis), time -> new Count()).rows += rows;
    }

    void forEach(Visitor visitor) {
        counts.forEach((time, count) -> visitor.visit(time * grainMillis, count.rows));
    }
}
