package dev.sluice.record.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands: a subset of XPath, resolved against the definition's namespaces.
 *
 * @param text as the definition spells it
 * @param absolute from the root of the document, else from the record
 * @param steps down the elements; empty for {@code .} and for an attribute of the record itself
 * @param attribute the attribute that the path ends with; null when it ends with an element
 */
public record XmlPath(
        String text,
        boolean absolute,
        List<Step> steps,
        @Nullable Step attribute) {

    public XmlPath {
        steps = List.copyOf(steps);
    }

    /**
     * How many steps, from the root, lead through the very elements that a record is in, so that the value is to be
     * found below the nearest element that it shares with the record.
     *
     * @param record the absolute path of records
     */
    public int stepsSharedWith(XmlPath record) {
        if (!absolute) {
            return record.steps().size();
        }
        int shared = 0;
        while (shared < Math.min(steps.size(), record.steps().size())
                && steps.get(shared).covers(record.steps().get(shared))) {
            shared++;
        }
        return shared;
    }

    /** Whether the shared steps end where some elements of a record's path match this one's next step, others not. */
    boolean isAmbiguousBeside(XmlPath record) {
        int shared = stepsSharedWith(record);
        return absolute
                && shared < Math.min(steps.size(), record.steps().size())
                && record.steps().get(shared).covers(steps.get(shared));
    }

    @Override
    public String toString() {
        return text;
    }
}
