package dev.sluice.record.definition;

import java.util.Collection;
import java.util.Comparator;

/** The known word that a person most likely meant. */
final class Suggestion {

    private static final int MAX_EDITS = 2;

    private Suggestion() {}

    /** "; did you mean x?" or "" when nothing is near. */
    static String of(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> edits(word, candidate)))
                .filter(best -> edits(word, best) <= Math.min(MAX_EDITS, best.length() / 2))
                .map(best -> "; did you mean " + best + "?")
                .orElse("");
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
