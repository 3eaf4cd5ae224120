package dev.sluice.record.decode;

import dev.sluice.record.decode.Decoded.Candidate;
import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.value.ValueDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers values into rows. A row is complete when its record ends, but for the values it shares with other records:
 * those are complete when the element ends that they share, wherever in it the value stands. Not thread-safe.
 */
final class RecordCollector {

    private static final Problem REPEATED = new Problem("repeat", "at most one value");

    private final List<Column> columns;
    private final int recordLevel;
    private final int[][] columnsOfLevel;
    private final int[] firstRecordOfLevel;
    private final @Nullable Object[] values;
    private final boolean[] seen;
    private final @Nullable Problem[] problems;

    private final List<Draft> drafts = new ArrayList<>();
    private @Nullable Draft open;

    RecordCollector(RecordDefinition definition, CompiledPaths paths) {
        this.columns = definition.columns();
        this.recordLevel = paths.recordLevel();
        this.columnsOfLevel = new int[recordLevel + 1][];
        Arrays.setAll(columnsOfLevel, paths::columnsOf);
        this.firstRecordOfLevel = new int[recordLevel + 1];
        this.values = new Object[columns.size()];
        this.seen = new boolean[columns.size()];
        this.problems = new Problem[columns.size()];
    }

    void clear() {
        drafts.clear();
        open = null;
    }

    int size() {
        return drafts.size();
    }

    /** The record that is being read; null outside of records. */
    @Nullable
    Draft open() {
        return open;
    }

    /** An element at this level of the record's path begins. */
    void begin(int level) {
        for (int column : columnsOfLevel[level]) {
            values[column] = null;
            seen[column] = false;
            problems[column] = null;
        }
        firstRecordOfLevel[level] = drafts.size();
        if (level == recordLevel) {
            open = new Draft(new Object[values.length]);
            drafts.add(open);
        }
    }

    /** The element at this level ends, so that its values are those of all records within it. */
    void end(int level) {
        int[] ended = columnsOfLevel[level];
        for (int i = firstRecordOfLevel[level]; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            for (int column : ended) {
                draft.values[column] = values[column];
                Problem problem = problems[column];
                if (problem != null) {
                    Column broken = columns.get(column);
                    draft.add(
                            new Violation(i, broken.name(), broken.path().text(), problem.rule(), problem.expected()));
                }
            }
        }
        if (level == recordLevel) {
            open = null;
        }
    }

    void put(ColumnTarget target, char[] text, int from, int to) {
        put(target, target.decoder().decode(text, from, to));
    }

    void put(ColumnTarget target, String text) {
        put(target, target.decoder().decode(text));
    }

    void putNull(ColumnTarget target) {
        put(target, (Object) null);
    }

    private void put(ColumnTarget target, @Nullable Object decoded) {
        int column = target.column();
        Object value = decoded;
        if (decoded == ValueDecoder.INVALID) {
            value = null;
            report(column, new Problem("type", target.decoder().expected()));
        }
        if (target.isList()) {
            append(column, value);
        } else if (seen[column]) {
            values[column] = null;
            report(column, REPEATED);
        } else {
            seen[column] = true;
            values[column] = value;
        }
    }

    @SuppressWarnings("unchecked") // nothing else is put into a list column
    private void append(int column, @Nullable Object element) {
        List<@Nullable Object> list = (List<@Nullable Object>) values[column];
        if (list == null) {
            list = new ArrayList<>();
            values[column] = list;
        }
        list.add(element);
    }

    /** The first problem of a column is the one that is told. */
    private void report(int column, Problem problem) {
        if (problems[column] == null) {
            problems[column] = problem;
        }
    }

    /** All records of the message, in the order in which they begin. */
    List<Candidate> take() {
        List<Candidate> candidates = new ArrayList<>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            candidates.add(drafts.get(i).toCandidate(i));
        }
        return candidates;
    }

    private record Problem(String rule, String expected) {}

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
