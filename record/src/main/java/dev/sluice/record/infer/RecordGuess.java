package dev.sluice.record.infer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;

/** Finds the element that becomes rows: one that every sample has and some repeat, with the most in it. */
final class RecordGuess {

    private static final String ANY = "*";

    private RecordGuess() {}

    /** Steps from the root. */
    static List<String> of(List<Sample> roots) {
        Map<List<String>, Candidate> candidates = new LinkedHashMap<>();
        for (int i = 0; i < roots.size(); i++) {
            visit(roots.get(i), new ArrayList<>(List.of(step(roots.get(i).name()))), i, candidates);
        }
        List<String> best = List.of();
        int most = 0;
        for (Map.Entry<List<String>, Candidate> entry : candidates.entrySet()) {
            Candidate candidate = entry.getValue();
            if (candidate.repeated && candidate.samples.size() == roots.size() && candidate.values > most) {
                best = entry.getKey();
                most = candidate.values;
            }
        }
        if (!best.isEmpty()) {
            return best;
        }
        boolean oneName = roots.stream().map(Sample::name).distinct().count() == 1;
        return List.of(oneName ? step(roots.get(0).name()) : ANY);
    }

    static String step(QName name) {
        return name.getPrefix().isEmpty() ? name.getLocalPart() : name.getPrefix() + ":" + name.getLocalPart();
    }

    private static int visit(Sample element, List<String> path, int sample, Map<List<String>, Candidate> candidates) {
        int values = element.attributes().size() + (element.children().isEmpty() ? 1 : 0);
        Set<QName> seen = new HashSet<>();
        for (Sample child : element.children()) {
            path.add(step(child.name()));
            boolean repeated = !seen.add(child.name());
            int inside = visit(child, path, sample, candidates);
            if (!child.children().isEmpty() || !child.attributes().isEmpty()) {
                Candidate candidate = candidates.computeIfAbsent(List.copyOf(path), any -> new Candidate());
                candidate.repeated |= repeated;
                candidate.samples.add(sample);
                candidate.values += inside;
            }
            path.remove(path.size() - 1);
            values += inside;
        }
        return values;
    }

    private static final class Candidate {
        private boolean repeated;
        private int values;
        private final Set<Integer> samples = new HashSet<>();
    }
}
