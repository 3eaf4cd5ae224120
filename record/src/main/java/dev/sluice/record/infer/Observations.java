package dev.sluice.record.infer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every leaf and attribute of all records of all samples, by the path that a column would have. */
final class Observations {

    private final List<String> recordPath;
    private final Map<String, Observation> byPath = new LinkedHashMap<>();
    /** Paths that have text between their elements in some record, and so are kept whole in all. */
    private final Set<String> mixed = new HashSet<>();

    private int records;

    Observations(List<String> recordPath, List<Sample> roots) {
        this.recordPath = recordPath;
        for (boolean collect : new boolean[] {false, true}) {
            for (Sample root : roots) {
                if (isStep(root, 0)) {
                    descend(new ArrayList<>(List.of(root)), collect);
                }
            }
        }
    }

    int records() {
        return records;
    }

    Collection<Observation> all() {
        return byPath.values();
    }

    private boolean isStep(Sample element, int level) {
        String step = recordPath.get(level);
        return step.equals("*")
                || step.equals(RecordGuess.step(element.name()))
                || step.equals(element.name().getLocalPart());
    }

    private void descend(List<Sample> ancestors, boolean collect) {
        Sample last = ancestors.get(ancestors.size() - 1);
        if (ancestors.size() < recordPath.size()) {
            for (Sample child : last.children()) {
                if (isStep(child, ancestors.size())) {
                    ancestors.add(child);
                    descend(ancestors, collect);
                    ancestors.remove(ancestors.size() - 1);
                }
            }
            return;
        }
        String path = "";
        for (int level = 0; level < ancestors.size() - 1; level++) {
            path += "/" + recordPath.get(level);
            observe(ancestors.get(level), path, level + 1, collect);
        }
        observe(last, "", recordPath.size(), collect);
        records += collect ? 1 : 0;
    }

    /** @param level of the element's children; those that records stand in are no part of what is around a record */
    private void observe(Sample element, String path, int level, boolean collect) {
        element.attributes().forEach((name, value) -> {
            if (collect) {
                at(join(path, "@" + RecordGuess.step(name))).add(records, value);
            }
        });
        boolean isRecord = path.isEmpty();
        if (isRecord && (element.children().isEmpty() || element.isMixed())) {
            leaf(".", element, collect);
        }
        for (Sample child : element.children()) {
            if (level >= recordPath.size() || !isStep(child, level)) {
                inside(child, join(path, RecordGuess.step(child.name())), collect);
            }
        }
    }

    private void inside(Sample element, String path, boolean collect) {
        boolean whole = element.isMixed() || mixed.contains(path);
        if (whole) {
            mixed.add(path);
        }
        element.attributes().forEach((name, value) -> {
            if (collect) {
                at(join(path, "@" + RecordGuess.step(name))).add(records, value);
            }
        });
        if (whole || element.children().isEmpty()) {
            leaf(path, element, collect);
        } else {
            element.children().forEach(child -> inside(child, join(path, RecordGuess.step(child.name())), collect));
        }
    }

    private void leaf(String path, Sample element, boolean collect) {
        if (collect) {
            at(path).add(records, element);
        }
    }

    private Observation at(String path) {
        return byPath.computeIfAbsent(path, Observation::new);
    }

    private static String join(String path, String step) {
        return path.isEmpty() ? step : path + "/" + step;
    }
}
