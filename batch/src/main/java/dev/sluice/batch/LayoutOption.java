package dev.sluice.batch;

import dev.sluice.batch.output.FileLayout;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.RecordDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A picocli mixin for commands that write data files. Given the same, they leave each other's files as they are. */
final class LayoutOption {

    @Option(
            names = "--target-mib",
            paramLabel = "N",
            defaultValue = "128",
            description = "Size of a full file; one under half of it is small (default: ${DEFAULT-VALUE}).")
    private int targetMib = 128;

    @Option(
            names = "--max-records-per-file",
            paramLabel = "N",
            description =
                    "The most rows that a file has, however small it is then; one with half of them is large enough.")
    private @Nullable Long mostRows;

    @Option(
            names = "--sort-by",
            paramLabel = "COLUMN",
            split = ",",
            description =
                    "Sort the rows of a file by these columns, and by the key where they are the same; with a comma"
                            + " between them (default: by the key).")
    private List<String> sortBy = List.of();

    FileLayout layout(RecordDefinition definition) {
        if (targetMib < 1) {
            throw new WrongUseException("Invalid --target-mib: " + targetMib + ", expected at least 1");
        }
        if (mostRows != null && mostRows < 1) {
            throw new WrongUseException("Invalid --max-records-per-file: " + mostRows + ", expected at least 1");
        }
        List<String> columns = definition.columns().stream().map(Column::name).toList();
        for (String column : sortBy) {
            if (!columns.contains(column)) {
                throw new WrongUseException("Invalid --sort-by: " + column + ", expected columns of "
                        + definition.dataset() + ": " + String.join(", ", columns));
            }
        }
        return new FileLayout((long) targetMib << 20, mostRows == null ? Long.MAX_VALUE : mostRows, sortBy);
    }
}
