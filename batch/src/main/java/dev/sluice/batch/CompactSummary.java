package dev.sluice.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.batch.compact.CompactResult;
import dev.sluice.batch.compact.FolderChange;
import dev.sluice.record.terminal.Table;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** What compact did, for a program and for a person. */
final class CompactSummary {

    private CompactSummary() {}

    /** One object on one line. */
    static String json(CompactResult result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("dataset", result.dataset());
        json.put("dry_run", result.dryRun());
        json.put("batch", result.batch());
        json.put("files_before", sum(result, FolderChange::filesBefore));
        json.put("files_after", sum(result, FolderChange::filesAfter));
        json.put("bytes_before", sum(result, FolderChange::bytesBefore));
        json.put("bytes_after", sum(result, FolderChange::bytesAfter));
        for (FolderChange change : result.changes()) {
            json.withArray("partitions")
                    .addObject()
                    .put("path", change.path())
                    .put("files_before", change.filesBefore())
                    .put("files_after", change.filesAfter())
                    .put("bytes_before", change.bytesBefore())
                    .put("bytes_after", change.bytesAfter());
        }
        json.put("seconds", result.took().toMillis() / 1000.0);
        return json.toString();
    }

    static String table(CompactResult result) {
        if (result.changes().isEmpty()) {
            return "nothing to compact in " + result.dataset();
        }
        Table table = new Table().row("partition", "files", "after", "bytes", "after");
        for (FolderChange change : result.changes()) {
            String name = change.path().substring(change.path().lastIndexOf('/') + 1);
            table.row(name, change.filesBefore(), change.filesAfter(), change.bytesBefore(), change.bytesAfter());
        }
        table.row(
                "all of these",
                sum(result, FolderChange::filesBefore),
                sum(result, FolderChange::filesAfter),
                sum(result, FolderChange::bytesBefore),
                sum(result, FolderChange::bytesAfter));
        String end = result.dryRun()
                ? "dry run: nothing was changed"
                : String.format(
                        Locale.ROOT,
                        "batch %d, %.1f s",
                        result.batch(),
                        result.took().toMillis() / 1000.0);
        return String.join(System.lineSeparator(), table.lines()) + System.lineSeparator() + end;
    }

    private static long sum(CompactResult result, ToLongFunction<FolderChange> figure) {
        return result.changes().stream().mapToLong(figure).sum();
    }
}
