package dev.sluice.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.batch.ledger.BatchCounts;
import dev.sluice.batch.process.ProcessResult;
import java.time.Duration;
import java.util.Locale;

/** What a run did, for a program and for a person. */
final class ProcessSummary {

    private ProcessSummary() {}

    /** One object on one line. */
    static String json(ProcessResult result) {
        BatchCounts counts = result.counts();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("dataset", result.dataset());
        json.put("new", result.foundNew());
        json.put("batch", result.batch());
        json.put("commits_read", counts.commits());
        json.put("files_read", result.rawFiles());
        json.put("rows_in", counts.rowsIn());
        json.put("rows_out", counts.inserted() + counts.updated());
        json.put("inserted", counts.inserted());
        json.put("updated", counts.updated());
        json.put("duplicates", counts.duplicates());
        json.put("quarantined", result.quarantined());
        json.put("unknown_date", counts.unknownDate());
        json.put("skipped_offsets", counts.skippedOffsets());
        json.put("partitions", result.partitions());
        json.put("files", result.files());
        json.put("bytes", result.bytes());
        json.put("files_replaced", result.filesReplaced());
        json.put("commits_waiting", result.commitsWaiting());
        json.put("complete_until_millis", result.completeUntilMillis());
        json.put("lag_seconds", result.lag().toSeconds());
        json.put("seconds", seconds(result.took()));
        return json.toString();
    }

    static String table(ProcessResult result) {
        BatchCounts counts = result.counts();
        StringBuilder table = new StringBuilder();
        if (result.foundNew()) {
            table.append("batch ").append(result.batch()).append(" of ").append(result.dataset());
            line(table, "rows in", counts.rowsIn(), "from " + result.rawFiles() + " RAW files");
            line(table, "inserted", counts.inserted(), "");
            line(table, "updated", counts.updated(), "");
            line(table, "duplicates", counts.duplicates(), "");
            if (result.quarantined() > 0) {
                line(table, "quarantined", result.quarantined(), "the definition does not accept them any more");
            }
            line(table, "without a date", counts.unknownDate(), "");
            line(table, "date partitions", result.partitions(), "");
            line(table, "files written", result.files(), String.format(Locale.ROOT, "%,d bytes", result.bytes()));
            line(table, "files replaced", result.filesReplaced(), "");
            line(table, "commits read", counts.commits(), "");
        } else {
            table.append("nothing new for ").append(result.dataset());
        }
        if (counts.skippedOffsets() > 0) {
            line(table, "offsets skipped", counts.skippedOffsets(), "their rows are lost, see the commit log");
        }
        if (result.commitsWaiting() > 0) {
            String lag = "Processed is " + result.lag().toSeconds() + " s behind RAW";
            line(table, "commits waiting", result.commitsWaiting(), "their files are not yet published; " + lag);
        }
        return table.append(String.format(Locale.ROOT, "%n  %-16s %,11.1f", "seconds", seconds(result.took())))
                .toString();
    }

    private static void line(StringBuilder table, String name, long value, String remark) {
        table.append(String.format(Locale.ROOT, "%n  %-16s %,11d  %s", name, value, remark)
                .stripTrailing());
    }

    private static double seconds(Duration took) {
        return took.toMillis() / 1000.0;
    }
}
