package dev.sluice.record.decode;

import dev.sluice.record.decode.PathNode.Branch;
import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.definition.RowPath;
import dev.sluice.record.definition.Step;
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
 * automaton is a tree. Predicates do not take part: they become {@link Guard}s of its states.
 */
final class PathCompiler {

    /** A name that no step can have: what is true of it is true of all names that no step has. */
    private static final String OTHER = "";

    private final List<Step> rows;
    private final List<WantedValue> values = new ArrayList<>();
    private final Map<List<Object>, Guard> guards = new HashMap<>();
    private final List<@Nullable Guard> rowGuards;

    private PathCompiler(RecordDefinition definition, MaskKey maskKey) {
        this.rows = definition.rowPath().steps();
        this.rowGuards = guards(0, rows);
        for (Column column : definition.columns()) {
            RowPath.Start start = definition.rowPath().startOf(column.path());
            values.add(WantedValue.of(column, start, guards(start.level(), start.steps()), maskKey));
        }
    }

    static CompiledPaths compile(RecordDefinition definition, MaskKey maskKey) {
        PathCompiler compiler = new PathCompiler(definition, maskKey);
        int[] levels = compiler.values.stream().mapToInt(WantedValue::level).toArray();
        return new CompiledPaths(compiler.rowNode(0, List.of()), levels);
    }

    /** For each step its guard, or null; paths that begin with the same steps share guards. */
    private List<@Nullable Guard> guards(int level, List<Step> steps) {
        List<@Nullable Guard> all = new ArrayList<>();
        Guard last = null;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.predicates().isEmpty()) {
                all.add(null);
                continue;
            }
            List<Object> key = List.of(level, List.copyOf(steps.subList(0, i + 1)));
            Guard known = guards.get(key);
            last = known == null ? new Guard(step, last) : known;
            guards.put(key, last);
            all.add(last);
        }
        return all;
    }

    /** @param level steps of the rows' path that led here */
    private PathNode rowNode(int level, List<Progress> incoming) {
        Guard rowGuard = level == 0 ? null : rowGuards.get(level - 1);
        if (rowGuard == null) {
            return node(level, incoming, null, null);
        }
        PathNode beside = incoming.isEmpty() ? PathNode.NONE : node(-1, incoming, null, null);
        return node(level, incoming, rowGuard, beside);
    }

    /** @param incoming values that are on their way here, with the steps that they have gone */
    private PathNode node(int level, List<Progress> incoming, @Nullable Guard rowGuard, @Nullable PathNode besideRows) {
        List<Progress> progress = new ArrayList<>(incoming);
        Set<Guard> here = new LinkedHashSet<>();
        incoming.forEach(each -> each.addGuardTo(here));
        for (WantedValue value : values) {
            if (level >= 0 && value.level() == level) {
                progress.add(new Progress(value, 0));
            }
        }
        Set<Guard> withConditions = new LinkedHashSet<>(here);
        if (rowGuard != null) {
            withConditions.add(rowGuard);
        }
        withConditions.forEach(guard ->
                guard.valueConditions().forEach(condition -> progress.add(new Progress(WantedValue.of(condition), 0))));
        return new PathNode(
                level,
                targets(level, progress, here),
                rowGuard,
                besideRows,
                children(level, progress),
                otherNames(level, progress));
    }

    private PathNode.Targets targets(int level, List<Progress> progress, Set<Guard> here) {
        PathNode.Targets targets = new PathNode.Targets(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                List.copyOf(here),
                List.copyOf(guardsOfChildren(level, progress)));
        for (Progress each : progress) {
            if (each.next() == null) {
                each.value().addTo(targets);
            }
        }
        return targets;
    }

    private Set<Guard> guardsOfChildren(int level, List<Progress> progress) {
        Set<Guard> all = new LinkedHashSet<>();
        if (nextRowStep(level) != null && rowGuards.get(level) != null) {
            all.add(rowGuards.get(level));
        }
        for (Progress each : progress) {
            if (each.next() != null) {
                each.advanced().addGuardTo(all);
            }
        }
        return all;
    }

    private @Nullable Step nextRowStep(int level) {
        return level >= 0 && level < rows.size() ? rows.get(level) : null;
    }

    private Map<String, Branch> children(int level, List<Progress> progress) {
        Map<String, Branch> children = new LinkedHashMap<>();
        for (Step step : nextSteps(level, progress)) {
            if (!step.isAny()) {
                children.computeIfAbsent(step.local(), local -> branch(local, level, progress));
            }
        }
        return children;
    }

    private Branch otherNames(int level, List<Progress> progress) {
        return branch(OTHER, level, progress);
    }

    private List<Step> nextSteps(int level, List<Progress> progress) {
        Step rowStep = nextRowStep(level);
        List<Step> steps = new ArrayList<>(rowStep == null ? List.of() : List.of(rowStep));
        progress.stream().map(Progress::next).filter(step -> step != null).forEach(steps::add);
        return steps;
    }

    private Branch branch(String local, int level, List<Progress> progress) {
        Map<String, PathNode> byNamespace = new HashMap<>();
        for (Step step : nextSteps(level, progress)) {
            String namespace = step.namespace();
            // Once for all steps that go there: anew for each, the work would multiply with every level.
            if (namespace != null && !byNamespace.containsKey(namespace) && step.matches(namespace, local)) {
                PathNode node = child(namespace, local, level, progress);
                byNamespace.put(namespace, node == null ? PathNode.NONE : node);
            }
        }
        return new Branch(byNamespace, child(null, local, level, progress));
    }

    /** @param namespace null for any that no step names */
    private @Nullable PathNode child(@Nullable String namespace, String local, int level, List<Progress> progress) {
        List<Progress> arriving = new ArrayList<>();
        for (Progress each : progress) {
            Step next = each.next();
            if (next != null && next.matches(namespace, local)) {
                arriving.add(each.advanced());
            }
        }
        Step rowStep = nextRowStep(level);
        if (rowStep != null && rowStep.matches(namespace, local)) {
            return rowNode(level + 1, arriving);
        }
        return arriving.isEmpty() ? null : node(-1, arriving, null, null);
    }

    private record Progress(WantedValue value, int gone) {

        /** The step that comes next; null at the value's element. */
        @Nullable
        Step next() {
            return gone < value.steps().size() ? value.steps().get(gone) : null;
        }

        Progress advanced() {
            return new Progress(value, gone + 1);
        }

        /** The guard of the step that led here. */
        void addGuardTo(Set<Guard> guards) {
            Guard guard = gone == 0 || value.guards().isEmpty()
                    ? null
                    : value.guards().get(gone - 1);
            if (guard != null) {
                guards.add(guard);
            }
        }
    }
}
