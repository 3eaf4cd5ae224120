package dev.sluice.service.command;

import dev.sluice.record.decode.Row;
import dev.sluice.record.decode.Violation;
import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.explain.Explanation;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Outcomes as text for a person. */
final class ExplainText {

    private final RecordDefinition definition;
    private final PrintStream out;

    ExplainText(RecordDefinition definition, PrintStream out) {
        this.definition = definition;
        this.out = out;
    }

    void print(String source, List<Explanation.Outcome> outcomes) {
        printHeading(source, outcomes);
        for (Explanation.Outcome outcome : outcomes) {
            if (outcome instanceof Explanation.Acceptance acceptance) {
                print(acceptance.row());
            } else if (outcome instanceof Explanation.Rejection rejection) {
                print(rejection);
            }
        }
    }

    void printHeading(String source, List<Explanation.Outcome> outcomes) {
        long rows = outcomes.stream()
                .filter(Explanation.Acceptance.class::isInstance)
                .count();
        out.println(source + ": " + counts(rows, outcomes.size() - rows));
    }

    static String counts(long rows, long rejected) {
        return rows + (rows == 1 ? " row, " : " rows, ") + rejected + " rejected";
    }

    private void print(Row row) {
        out.println("  record " + row.index() + ": row");
        for (Column column : definition.columns()) {
            out.println("    " + column.name() + ": " + text(row.value(column.index())));
        }
        if (!row.qualityFlags().isEmpty()) {
            out.println("    _quality_flags: " + row.qualityFlags());
        }
    }

    void print(Explanation.Rejection rejection) {
        if (rejection.violations().isEmpty()) {
            out.println("  message: rejected, " + rejection.reason().label() + "; " + rejection.detail());
            return;
        }
        out.println("  record " + rejection.violations().get(0).recordIndex() + ": rejected, "
                + rejection.reason().label());
        for (Violation violation : rejection.violations()) {
            String column = violation.column().isEmpty() ? "row" : "column " + violation.column();
            out.println("    " + column + " (path " + violation.path() + ") breaks " + violation.rule() + ", expected "
                    + violation.expected());
        }
    }

    static String text(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return value instanceof byte[] bytes ? bytes.length + " bytes" : value.toString();
    }
}
