package dev.sluice.chaos;

import dev.sluice.chaos.oracle.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of one kind of fault so far: a row of the table. Not thread-safe. */
final class Result {

    private final String fault;
    private int injected;
    private long produced;
    private long lost;
    private long duplicated;
    private final List<Duration> recoveries = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Result(String fault) {
        this.fault = fault;
    }

    void add(Tally tally, Verdict verdict) {
        injected += tally.times();
        recoveries.addAll(tally.recoveries());
        notes.addAll(tally.notes());
        produced += verdict.produced();
        lost += verdict.lost();
        duplicated += verdict.duplicated();
        problems.addAll(verdict.problems());
    }

    void failed(Tally tally, String reason) {
        injected += tally.times();
        problems.add(reason);
    }

    boolean wasTried() {
        return injected > 0 || !problems.isEmpty();
    }

    boolean isClean() {
        return lost == 0 && duplicated == 0 && problems.isEmpty();
    }

    List<String> problems() {
        return problems.stream().map(problem -> fault + ": " + problem).toList();
    }

    List<String> notes() {
        return notes.stream().map(note -> fault + ": " + note).toList();
    }

    long produced() {
        return produced;
    }

    static String header() {
        return line("fault", "times", "rows", "lost", "twice", "clean", "recovery s: median", "max");
    }

    @Override
    public String toString() {
        List<Duration> sorted = recoveries.stream().sorted().toList();
        boolean none = sorted.isEmpty();
        return line(
                fault,
                Integer.toString(injected),
                Long.toString(produced),
                Long.toString(lost),
                Long.toString(duplicated),
                problems.isEmpty() ? "yes" : "NO",
                none ? "" : seconds(sorted.get(sorted.size() / 2)),
                none ? "" : seconds(sorted.get(sorted.size() - 1)));
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-52s %6s %8s %5s %6s %6s %19s %6s", cells);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }
}
