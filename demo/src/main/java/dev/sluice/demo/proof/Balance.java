package dev.sluice.demo.proof;

import dev.sluice.demo.books.Truth;
import dev.sluice.record.terminal.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/** The same numbers from different sources side by side. They are accounted for when no source contradicts another. */
public final class Balance {

    /** Where a number comes from. */
    public enum Source {
        SENT,
        AUDIT,
        DEAD_LETTERS,
        RAW,
        PROCESSED;

        String label() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    private record Line(String name, Map<Source, Long> numbers) {
        boolean agrees() {
            return numbers.values().stream().distinct().count() <= 1;
        }
    }

    private final List<Line> lines = new ArrayList<>();

    /** Puts numbers side by side that must be the same. */
    public Balance add(String name, Map<Source, Long> numbers) {
        lines.add(new Line(name, numbers.isEmpty() ? Map.of() : new EnumMap<>(numbers)));
        return this;
    }

    /** Everything that can be held against the truth about what was sent. */
    public Balance addAll(
            Truth truth, AuditCounts audit, SortedMap<String, Long> deadLetters, ZoneCounts raw, ZoneCounts processed) {
        sentAndAudit("messages", truth.messages(), audit.sum("messages"));
        sentAndAudit("tombstones", truth.tombstones(), audit.sum("tombstones"));
        sentAndAudit("unusable messages", truth.malformed(), audit.sum("malformed") + audit.sum("without_records"));
        sentAndAudit("records", truth.records(), audit.sum("records"));
        sentAndAudit("rejected records", truth.rejected(), audit.sum("rejected_records"));
        sentAndAudit("duplicates", truth.duplicates(), audit.sum("duplicates"));
        add(
                "rows",
                Map.of(
                        Source.SENT, truth.distinct(),
                        Source.AUDIT, audit.sum("rows"),
                        Source.RAW, raw.rows(),
                        Source.PROCESSED, processed.rows()));
        add(
                "distinct ids",
                Map.of(
                        Source.SENT, truth.distinct(),
                        Source.RAW, raw.distinctIds(),
                        Source.PROCESSED, processed.distinctIds()));
        add(
                "checksum of ids",
                Map.of(
                        Source.SENT, truth.checksum(),
                        Source.RAW, raw.checksum(),
                        Source.PROCESSED, processed.checksum()));
        add(
                "late rows",
                Map.of(
                        Source.SENT, truth.late(),
                        Source.RAW, raw.lateRows(),
                        Source.PROCESSED, processed.lateRows()));
        sentAndAudit(
                "rows + duplicates + rejected",
                truth.records(),
                audit.sum("rows") + audit.sum("duplicates") + audit.sum("rejected_records"));
        addDeadLetters(truth.deadLetters(), deadLetters);
        return this;
    }

    public boolean isAccountedFor() {
        return lines.stream().allMatch(Line::agrees);
    }

    /** The lines that do not agree, each with its numbers. */
    public List<String> differences() {
        return lines.stream()
                .filter(line -> !line.agrees())
                .map(line -> line.name() + ": " + line.numbers())
                .toList();
    }

    public List<String> table() {
        var table = new Table();
        var head = new ArrayList<Object>(List.of(""));
        for (var source : Source.values()) {
            head.add(source.label());
        }
        table.row(head.toArray());
        for (var line : lines) {
            var cells = new ArrayList<Object>(List.of(line.name()));
            for (var source : Source.values()) {
                var number = line.numbers().get(source);
                cells.add(number == null ? "" : number);
            }
            if (!line.agrees()) {
                cells.add("<- differs");
            }
            table.row(cells.toArray());
        }
        return table.lines();
    }

    /** By name and source, for a program: {@code rejected_records} and {@code audit}. */
    public Map<String, Map<String, Long>> numbers() {
        var numbers = new LinkedHashMap<String, Map<String, Long>>();
        for (var line : lines) {
            var bySource = new LinkedHashMap<String, Long>();
            line.numbers()
                    .forEach(
                            (source, number) -> bySource.put(source.name().toLowerCase(java.util.Locale.ROOT), number));
            numbers.put(line.name().strip().replaceAll("[^a-z-]+", "_"), bySource);
        }
        return numbers;
    }

    private void sentAndAudit(String name, long sent, long audit) {
        add(name, Map.of(Source.SENT, sent, Source.AUDIT, audit));
    }

    private void addDeadLetters(SortedMap<String, Long> sent, SortedMap<String, Long> found) {
        add("dead letters", Map.of(Source.SENT, sum(sent), Source.DEAD_LETTERS, sum(found)));
        var reasons = new TreeSet<>(sent.keySet());
        reasons.addAll(found.keySet());
        for (String reason : reasons) {
            add(
                    "  " + reason,
                    Map.of(
                            Source.SENT, sent.getOrDefault(reason, 0L),
                            Source.DEAD_LETTERS, found.getOrDefault(reason, 0L)));
        }
    }

    private static long sum(SortedMap<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
