package dev.sluice.chaos.soak;

import dev.sluice.chaos.oracle.Accounts;
import dev.sluice.chaos.oracle.HourCounts;
import dev.sluice.chaos.oracle.Verdict;
import dev.sluice.record.terminal.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came of a run. Not thread-safe. */
final class SoakReport {

    private final Map<Misfortune, List<Duration>> recoveries = new EnumMap<>(Misfortune.class);
    private final List<String> problems = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private int ends;

    void suffered(Misfortune misfortune, Duration recovery) {
        recoveries.computeIfAbsent(misfortune, first -> new ArrayList<>()).add(recovery);
    }

    boolean hasAllMisfortunes() {
        return recoveries.size() == Misfortune.values().length;
    }

    void endedByItself() {
        ends++;
    }

    void problem(String problem) {
        problems.add(problem);
    }

    void problems(List<String> more) {
        problems.addAll(more);
    }

    void watched(Watchman watchman) {
        watchman.falseAlarms().forEach(alarm -> problems.add("false alarm: " + alarm));
        lines.add(String.format(
                "verify every 30 s: %d times proved, %d false alarms, %d times without an answer",
                watchman.times(Verifier.Verdict.PROVED),
                watchman.times(Verifier.Verdict.DIFFERENT),
                watchman.times(Verifier.Verdict.UNANSWERED)));
    }

    void judged(Accounts accounts, Verdict verdict, Verifier.Answer last, int letters) {
        if (verdict.lost() > 0 || verdict.duplicated() > 0) {
            problems.add(verdict.lost() + " lost, " + verdict.duplicated() + " twice");
        }
        HourCounts sent = sum(accounts.byHour());
        HourCounts counted = sum(last.hours());
        lines.addAll(new Table()
                .row("", "sent", "accounted for")
                .row("messages", sent.messages(), counted.messages())
                .row("tombstones among them", sent.tombstones(), counted.tombstones())
                .row("messages without records", sent.withoutRecords(), counted.withoutRecords())
                .row("records", sent.records(), counted.records())
                .row("rejected records", sent.rejected(), counted.rejected())
                .row("different valid ids = rows", verdict.produced(), last.raw())
                .row("dead letters", accounts.letters(), (long) letters)
                .lines());
        lines.add(verdict.lost() + " lost, " + verdict.duplicated() + " twice, "
                + last.hours().size() + " hours of partitions");
    }

    private static HourCounts sum(Map<String, HourCounts> hours) {
        return hours.values().stream()
                .reduce(
                        new HourCounts(0, 0, 0, 0, 0),
                        (a, b) -> new HourCounts(
                                a.messages() + b.messages(),
                                a.tombstones() + b.tombstones(),
                                a.withoutRecords() + b.withoutRecords(),
                                a.records() + b.records(),
                                a.rejected() + b.rejected()));
    }

    boolean isClean() {
        return problems.isEmpty();
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    List<String> lines() {
        Table table = new Table().row("misfortune", "times", "median s", "longest s");
        recoveries.forEach((misfortune, times) -> {
            List<Duration> sorted = times.stream().sorted().toList();
            table.row(
                    misfortune.toString(),
                    sorted.size(),
                    seconds(sorted.get(sorted.size() / 2)),
                    seconds(sorted.get(sorted.size() - 1)));
        });
        List<String> all = new ArrayList<>(table.lines());
        all.add(ends + " instances ended by themselves and were started again");
        all.addAll(lines);
        all.addAll(problems);
        return all;
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
    }
}
