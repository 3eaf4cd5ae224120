package dev.sluice.record.decode;

import dev.sluice.record.decode.PathNode.AttributeTarget;
import dev.sluice.record.decode.PathNode.Targets;
import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.RowPath;
import dev.sluice.record.definition.Step;
import dev.sluice.record.definition.TextOf;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that paths lead to, and what takes it.
 *
 * @param level of the rows' path, where its path starts; -1 when it starts elsewhere
 * @param steps from there to the value's element
 * @param guards for each step; empty when no step can have one
 * @param attribute of that element; null when the element is the value
 * @param taker of an element's value: where it is kept among an element's targets
 */
record WantedValue(
        int level,
        List<Step> steps,
        List<@Nullable Guard> guards,
        @Nullable Step attribute,
        ValueTarget target,
        Function<Targets, List<ValueTarget>> taker) {

    static WantedValue of(Column column, RowPath.Start start, List<@Nullable Guard> guards, MaskKey maskKey) {
        Guard last = null;
        for (Guard guard : guards) {
            last = guard == null ? last : guard;
        }
        boolean own = column.text() == TextOf.OWN;
        return new WantedValue(
                start.level(),
                start.steps(),
                guards,
                column.path().attribute(),
                new ColumnTarget(column.index(), maskKey.masked(column), last),
                column.type().holdsXml() ? Targets::subtrees : own ? Targets::ownTexts : Targets::texts);
    }

    static WantedValue of(Guard.ValueCondition condition) {
        return new WantedValue(-1, condition.steps(), List.of(), condition.attribute(), condition, Targets::texts);
    }

    void addTo(Targets targets) {
        if (attribute != null) {
            targets.attributes().add(new AttributeTarget(attribute, target));
        } else {
            taker.apply(targets).add(target);
        }
    }
}
