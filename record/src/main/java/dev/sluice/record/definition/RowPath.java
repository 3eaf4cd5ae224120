package dev.sluice.record.definition;

import java.util.ArrayList;
import java.util.List;

/**
 * Where rows come from: the path of records, with that of the exploded elements after it when there is one.
 *
 * @param steps from the root to the element that becomes a row
 * @param recordLevel how many of them lead to the record
 * @param outer whether a record without exploded elements becomes a row as well
 */
public record RowPath(List<Step> steps, int recordLevel, boolean outer) {

    public RowPath {
        steps = List.copyOf(steps);
    }

    static RowPath of(XmlPath record) {
        return new RowPath(record.steps(), record.steps().size(), false);
    }

    RowPath explode(XmlPath path, boolean outerToo) {
        List<Step> all = new ArrayList<>(steps);
        all.addAll(path.steps());
        return new RowPath(all, recordLevel, outerToo);
    }

    /** Number of steps to the element that becomes a row. */
    public int rowLevel() {
        return steps.size();
    }

    /**
     * Where a column is looked for: below the nearest element that it shares with its row, because the path down to
     * there leads through the very elements that the row is in. Between the record and the exploded element there is
     * nothing to share: a column belongs to one or the other.
     */
    public Start startOf(XmlPath column) {
        List<Step> all = fromRoot(column);
        int shared = sharedWith(all);
        int level = shared == rowLevel() ? shared : Math.min(shared, recordLevel);
        return new Start(level, all.subList(level, all.size()));
    }

    /** Whether some elements on the way to rows match the column's next step, and others do not. */
    boolean isAmbiguousFor(XmlPath column) {
        List<Step> all = fromRoot(column);
        int shared = sharedWith(all);
        return shared < Math.min(all.size(), rowLevel())
                && steps.get(shared).meetsNameOf(all.get(shared))
                && !all.get(shared).coversNameOf(steps.get(shared));
    }

    private List<Step> fromRoot(XmlPath column) {
        List<Step> all = new ArrayList<>(column.absolute() ? List.of() : steps.subList(0, recordLevel));
        all.addAll(column.steps());
        return all;
    }

    private int sharedWith(List<Step> column) {
        int shared = 0;
        while (shared < Math.min(column.size(), rowLevel())
                && column.get(shared).covers(steps.get(shared))) {
            shared++;
        }
        return shared;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        steps.forEach(step -> text.append('/').append(step));
        return text.toString();
    }

    /**
     * @param level how many steps of the row's path lead to the element to start from
     * @param steps from there to the element that holds the value
     */
    public record Start(int level, List<Step> steps) {}
}
