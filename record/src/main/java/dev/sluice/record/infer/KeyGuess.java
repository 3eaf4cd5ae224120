package dev.sluice.record.infer;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which columns tell one record from another: one that is named like it, else two, else any. */
final class KeyGuess {

    private static final Pattern ID_LIKE = Pattern.compile("(.*_)?(id|uuid|guid|key|number|num|nr|no|code|ref)");
    private static final Set<String> NO_KEY = Set.of("xml", "boolean", "date");

    private final Map<String, Observation> columns;
    private final int records;

    KeyGuess(Map<String, Observation> columns, int records) {
        this.columns = columns;
        this.records = records;
    }

    List<String> key() throws CannotInferException {
        List<String> candidates = columns.entrySet().stream()
                .filter(entry -> !entry.getValue().isRepeated())
                .filter(entry -> entry.getValue().isInAll(records))
                .filter(entry -> !NO_KEY.contains(entry.getValue().type()))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparingInt(this::unlikeliness))
                .toList();
        if (candidates.isEmpty()) {
            throw new CannotInferException("no value is in every record, so there is no key");
        }
        List<String> ids = candidates.stream()
                .filter(name -> ID_LIKE.matcher(name).matches())
                .toList();
        for (String id : ids) {
            if (isUnique(id)) {
                return List.of(id);
            }
        }
        for (String first : ids) {
            for (String second : ids) {
                if (!first.equals(second) && isUniquePair(first, second)) {
                    return List.of(first, second);
                }
            }
        }
        return candidates.stream()
                .filter(this::isUnique)
                .findFirst()
                .map(List::of)
                .orElse(candidates.subList(0, 1));
    }

    private boolean isUnique(String name) {
        Observation observation = columns.get(name);
        return observation != null && observation.isUnique();
    }

    private boolean isUniquePair(String first, String second) {
        Observation one = columns.get(first);
        Observation two = columns.get(second);
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < records; i++) {
            if (one == null || two == null || !seen.add(List.of(one.value(i), two.value(i)))) {
                return false;
            }
        }
        return true;
    }

    /** Shallow ones first, and those that are named by nothing else before others. */
    private int unlikeliness(String name) {
        Observation observation = columns.get(name);
        int depth = observation == null ? 0 : observation.path().split("/", -1).length;
        return depth * 2 + (name.matches("id|uuid|guid") ? 0 : 1);
    }
}
