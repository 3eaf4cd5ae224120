package dev.sluice.record.decode;

import dev.sluice.record.decode.Decoded.Candidate;
import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.definition.RowPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers values into rows. A row is complete when its record ends, but for the values it shares with other records:
 * those are complete when the element ends that they share, wherever in it the value stands. Not thread-safe.
 */
final class RecordCollector {

    private final List<Column> columns;
    private final RowPath rowPath;
    private final int[][] columnsOfLevel;
    private final int[] firstRecordOfLevel;
    private final ColumnSlot[] slots;
    private final int[] sizes;
    private long flattened;

    private final List<Draft> drafts = new ArrayList<>();
    private @Nullable Draft open;

    RecordCollector(RecordDefinition definition, CompiledPaths paths) {
        this.columns = definition.columns();
        this.rowPath = definition.rowPath();
        this.columnsOfLevel = new int[rowPath.rowLevel() + 1][];
        Arrays.setAll(columnsOfLevel, paths::columnsOf);
        this.firstRecordOfLevel = new int[rowPath.rowLevel() + 1];
        this.slots = columns.stream().map(ColumnSlot::of).toArray(ColumnSlot[]::new);
        this.sizes = new int[slots.length];
    }

    void clear() {
        drafts.clear();
        flattened = 0;
        open = null;
    }

    int size() {
        return drafts.size();
    }

    /** Bytes of all rows, about, those included that were dropped: a shared value counts for each row. */
    long flattened() {
        return flattened;
    }

    /** The record that is being read; null outside of records. */
    @Nullable
    Draft open() {
        return open;
    }

    /** An element at this level of the record's path begins. */
    void begin(int level) {
        for (int column : columnsOfLevel[level]) {
            slots[column].clear();
        }
        firstRecordOfLevel[level] = drafts.size();
        if (level == rowPath.rowLevel()) {
            open = addDraft();
        }
    }

    private Draft addDraft() {
        Draft draft = new Draft(new Object[slots.length]);
        drafts.add(draft);
        return draft;
    }

    /** The element at this level ends, so that its values are those of all records within it. */
    void end(int level) {
        if (rowPath.outer() && level == rowPath.recordLevel() && firstRecordOfLevel[level] == drafts.size()) {
            addDraft();
            takeDefaults();
        }
        int[] ended = columnsOfLevel[level];
        for (int column : ended) {
            slots[column].end();
            sizes[column] = slots[column].size();
        }
        for (int i = firstRecordOfLevel[level]; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            for (int column : ended) {
                draft.values[column] = slots[column].value();
                flattened += sizes[column];
                ColumnSlot.Problem problem = slots[column].problem();
                if (problem != null) {
                    Column broken = columns.get(column);
                    draft.add(
                            new Violation(i, broken.name(), broken.path().text(), problem.rule(), problem.expected()));
                }
            }
        }
        if (level == rowPath.rowLevel()) {
            open = null;
        }
    }

    /** A row without an exploded element has none of its values. */
    private void takeDefaults() {
        Draft row = drafts.get(drafts.size() - 1);
        for (int column : columnsOfLevel[rowPath.rowLevel()]) {
            row.values[column] = columns.get(column).defaultValue();
        }
    }

    /** The element at this level ends, and turns out to be none of the rows' path: nothing within it is a row. */
    void drop(int level) {
        drafts.subList(firstRecordOfLevel[level], drafts.size()).clear();
        open = null;
    }

    void put(int column, @Nullable Object decoded) {
        slots[column].put(decoded);
    }

    /** All records of the message, in the order in which they begin. */
    List<Candidate> take() {
        List<Candidate> candidates = new ArrayList<>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            candidates.add(drafts.get(i).toCandidate(i));
        }
        return candidates;
    }

    /** A record on its way to become a row. */
    static final class Draft {

        private final @Nullable Object[] values;
        private List<Violation> violations = List.of();
        private @Nullable RescuedContent rescued;

        Draft(@Nullable Object[] values) {
            this.values = values;
        }

        void add(Violation violation) {
            if (violations.isEmpty()) {
                violations = new ArrayList<>();
            }
            violations.add(violation);
        }

        List<Violation> violations() {
            return violations;
        }

        RescuedContent rescued() {
            if (rescued == null) {
                rescued = new RescuedContent();
            }
            return rescued;
        }

        private Candidate toCandidate(int index) {
            String json = rescued == null ? null : rescued.toJson();
            return new Candidate(new Row(index, values, List.of(), json), violations);
        }
    }
}
