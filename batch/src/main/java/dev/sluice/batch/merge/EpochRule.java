package dev.sluice.batch.merge;

import dev.sluice.record.definition.Unique;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which of the rows with one key are in the table. Within an epoch the first sighting in a date folder stays. A row of
 * a later epoch takes the place of a row whose message that epoch reads again, in whatever folder it is; where the
 * only rows with its key are from messages before the epoch's start, it is a duplicate. Where a key is once in the table,
 * all folders count as one.
 */
final class EpochRule implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What happens to a row; one that is neither stays in the table, or out of it. */
    enum Verdict {
        INSERTED,
        /** Comes in and takes the place of a row that leaves. */
        UPDATED,
        LEAVES
    }

    private final Epochs epochs;
    private final boolean oncePerTable;

    EpochRule(Epochs epochs, Unique unique) {
        this.epochs = epochs;
        this.oncePerTable = unique == Unique.TABLE;
    }

    /** @param rows all arrived rows with a key, and those of the table that it is compared with */
    Map<Sighting, Verdict> settle(List<Sighting> rows) {
        List<Sighting> table = new ArrayList<>();
        List<Sighting> arrived = new ArrayList<>();
        rows.forEach(row -> (row.arrived() ? arrived : table).add(row));
        arrived.sort(Sighting.ORDER);
        Map<Sighting, Verdict> verdicts = new LinkedHashMap<>();
        for (Sighting row : arrived) {
            settle(row, table, verdicts);
        }
        return verdicts;
    }

    private void settle(Sighting row, List<Sighting> table, Map<Sighting, Verdict> verdicts) {
        boolean everywhere = epochs.mayReplace(row.epoch(), row.partition(), row.offset(), row.appendedMillis());
        List<Sighting> same = table.stream()
                .filter(other -> everywhere || areTogether(row, other) || other.isSameRecordAs(row))
                .toList();
        boolean seenInEpoch = same.stream()
                .anyMatch(other ->
                        other.epoch() >= row.epoch() && (areTogether(row, other) || other.isSameRecordAs(row)));
        if (seenInEpoch) {
            return;
        }
        List<Sighting> earlier =
                same.stream().filter(other -> other.epoch() < row.epoch()).toList();
        List<Sighting> replaced = replaced(row, earlier);
        List<Sighting> stay =
                earlier.stream().filter(other -> !replaced.contains(other)).toList();
        boolean updates = false;
        for (Sighting old : replaced) {
            table.remove(old);
            Verdict before = verdicts.remove(old); // one that arrived with the same batch just does not come in
            if (!old.arrived()) {
                verdicts.put(old, Verdict.LEAVES);
            }
            updates |= !old.arrived() || before == Verdict.UPDATED;
        }
        boolean duplicate =
                replaced.isEmpty() ? !stay.isEmpty() : stay.stream().anyMatch(other -> areTogether(row, other));
        if (!duplicate) {
            table.add(row);
            verdicts.put(row, updates ? Verdict.UPDATED : Verdict.INSERTED);
        }
    }

    /** Whether only one of them can be in the table. */
    private boolean areTogether(Sighting row, Sighting other) {
        return oncePerTable || Objects.equals(other.date(), row.date());
    }

    /**
     * A key may be in several folders, each of its records long after the other. Of them the same record is replaced,
     * and what is in the way; only where neither is there, the row stands for all of them.
     */
    private List<Sighting> replaced(Sighting row, List<Sighting> earlier) {
        List<Sighting> reread = earlier.stream()
                .filter(old -> epochs.rereads(row.epoch(), old.partition(), old.offset()))
                .toList();
        List<Sighting> own = reread.stream()
                .filter(old -> old.isSameRecordAs(row) || areTogether(row, old))
                .toList();
        return own.isEmpty() ? reread : own;
    }
}
