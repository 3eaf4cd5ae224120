package dev.sluice.record.decode;

import dev.sluice.record.decode.PathNode.AttributeTarget;
import dev.sluice.record.decode.PathNode.Branch;
import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.definition.Step;
import dev.sluice.record.definition.TextOf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the paths of a definition into one deterministic automaton over element names (the subset construction),
 * so that decoding follows all paths with a single look-up per element. Paths have no descendant steps, so the
 * automaton is a tree.
 */
final class PathCompiler {

    private final List<Step> record;
    private final List<Value> values = new ArrayList<>();

    private PathCompiler(RecordDefinition definition) {
        this.record = definition.recordPath().steps();
        definition.columns().forEach(column -> values.add(value(column, definition)));
    }

    static CompiledPaths compile(RecordDefinition definition) {
        PathCompiler compiler = new PathCompiler(definition);
        int[] levels = compiler.values.stream().mapToInt(Value::level).toArray();
        return new CompiledPaths(compiler.node(0, List.of()), compiler.record.size(), levels);
    }

    /**
     * A value is looked for from the nearest element that it shares with the record: the path down to there is the
     * record's own, and leads through the very elements that the record is in.
     */
    private static Value value(Column column, RecordDefinition definition) {
        List<Step> steps = column.path().steps();
        int level = column.path().stepsSharedWith(definition.recordPath());
        int gone = column.path().absolute() ? level : 0;
        return new Value(column, level, steps.subList(gone, steps.size()));
    }

    /**
     * @param level steps of the record's path that led here, or -1
     * @param incoming values that are on their way here, with the steps that they have gone
     */
    private PathNode node(int level, List<Progress> incoming) {
        List<Progress> progress = new ArrayList<>(incoming);
        for (Value value : values) {
            if (value.level() == level) {
                progress.add(new Progress(value, 0));
            }
        }
        List<ColumnTarget> texts = new ArrayList<>();
        List<ColumnTarget> ownTexts = new ArrayList<>();
        List<ColumnTarget> subtrees = new ArrayList<>();
        List<AttributeTarget> attributes = new ArrayList<>();
        for (Progress each : progress) {
            if (each.next() == null) {
                each.value().addTo(texts, ownTexts, subtrees, attributes);
            }
        }
        return new PathNode(level, texts, ownTexts, subtrees, attributes, children(level, progress));
    }

    private Map<String, Branch> children(int level, List<Progress> progress) {
        Step recordStep = level >= 0 && level < record.size() ? record.get(level) : null;
        List<Step> steps = new ArrayList<>(recordStep == null ? List.of() : List.of(recordStep));
        progress.stream().map(Progress::next).filter(step -> step != null).forEach(steps::add);
        Map<String, Set<String>> namespaces = new LinkedHashMap<>();
        for (Step step : steps) {
            Set<String> ofName = namespaces.computeIfAbsent(step.local(), name -> new LinkedHashSet<>());
            if (step.namespace() != null) {
                ofName.add(step.namespace());
            }
        }
        Map<String, Branch> children = new HashMap<>();
        namespaces.forEach((local, ofName) -> {
            Map<String, PathNode> byNamespace = new HashMap<>();
            for (String namespace : ofName) {
                byNamespace.put(namespace, child(namespace, local, level, recordStep, progress));
            }
            children.put(local, new Branch(byNamespace, child(null, local, level, recordStep, progress)));
        });
        return children;
    }

    /** @param namespace null for any that no step names */
    private PathNode child(
            @Nullable String namespace, String local, int level, @Nullable Step recordStep, List<Progress> progress) {
        List<Progress> arriving = new ArrayList<>();
        for (Progress each : progress) {
            Step next = each.next();
            if (next != null && matches(next, namespace, local)) {
                arriving.add(each.advanced());
            }
        }
        boolean onRecordPath = recordStep != null && matches(recordStep, namespace, local);
        return onRecordPath || !arriving.isEmpty() ? node(onRecordPath ? level + 1 : -1, arriving) : PathNode.NONE;
    }

    private static boolean matches(Step step, @Nullable String namespace, String local) {
        return namespace == null
                ? step.namespace() == null && step.local().equals(local)
                : step.matches(namespace, local);
    }

    /** @param steps from the element at the level down to the value's element */
    private record Value(Column column, int level, List<Step> steps) {

        void addTo(
                List<ColumnTarget> texts,
                List<ColumnTarget> ownTexts,
                List<ColumnTarget> subtrees,
                List<AttributeTarget> attributes) {
            ColumnTarget target = ColumnTarget.of(column, level);
            Step attribute = column.path().attribute();
            if (attribute != null) {
                attributes.add(new AttributeTarget(attribute, target));
            } else {
                boolean own = column.text() == TextOf.OWN;
                (column.type().holdsXml() ? subtrees : own ? ownTexts : texts).add(target);
            }
        }
    }

    private record Progress(Value value, int gone) {

        /** The step that comes next; null at the value's element. */
        @Nullable
        Step next() {
            return gone < value.steps().size() ? value.steps().get(gone) : null;
        }

        Progress advanced() {
            return new Progress(value, gone + 1);
        }
    }
}
