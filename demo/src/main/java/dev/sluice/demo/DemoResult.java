package dev.sluice.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.demo.proof.Balance;
import dev.sluice.demo.proof.ZoneCounts;
import dev.sluice.record.terminal.Table;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a demo has found out, for a person or a program. */
record DemoResult(
        long seed,
        Balance balance,
        ZoneCounts raw,
        ZoneCounts processed,
        Map<String, Double> seconds,
        List<List<String>> sample) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** At most 100 columns wide. */
    List<String> table() {
        var lines = new ArrayList<>(balance.table());
        lines.add("");
        lines.addAll(new Table()
                .row("", "files", "partitions")
                .row("RAW zone", raw.files(), raw.partitions())
                .row("Processed Zone", processed.files(), processed.partitions())
                .lines());
        lines.add("");
        var times = new Table();
        seconds.forEach((stage, took) -> times.row(stage, rounded(took), "s"));
        double all = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        lines.addAll(times.row("all", rounded(all), "s").lines());
        lines.add("");
        var rows = new Table();
        sample.forEach(row -> rows.row(row.toArray()));
        lines.addAll(rows.lines());
        lines.add("");
        lines.add("accounted for: " + (balance.isAccountedFor() ? "yes" : "no"));
        return lines;
    }

    /** One object on one line. */
    String json() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("accounted_for", balance.isAccountedFor());
        fields.put("seed", seed);
        fields.put("numbers", balance.numbers());
        fields.put("raw", Map.of("files", raw.files(), "partitions", raw.partitions()));
        fields.put("processed", Map.of("files", processed.files(), "partitions", processed.partitions()));
        fields.put("seconds", seconds);
        fields.put("sample", sample);
        try {
            return MAPPER.writeValueAsString(fields);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String rounded(double took) {
        return String.format(Locale.ROOT, "%.1f", took);
    }
}
