package dev.sluice.service.command;

import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.explain.Explanation;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows as a table that fits a terminal, with rejections below it. */
final class ExplainTable {

    private static final int WIDTH = 100;
    /** One long text must not push all other columns out. */
    private static final int CELL_WIDTH = 24;

    private static final String GAP = "  ";

    private final RecordDefinition definition;
    private final PrintStream out;
    private final ExplainText text;

    ExplainTable(RecordDefinition definition, PrintStream out) {
        this.definition = definition;
        this.out = out;
        this.text = new ExplainText(definition, out);
    }

    void print(String source, List<Explanation.Outcome> outcomes) {
        text.printHeading(source, outcomes);
        List<List<String>> lines = lines(outcomes);
        if (lines.size() > 1) {
            print(lines);
        }
        outcomes.stream()
                .filter(Explanation.Rejection.class::isInstance)
                .forEach(outcome -> text.print((Explanation.Rejection) outcome));
    }

    private List<List<String>> lines(List<Explanation.Outcome> outcomes) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(definition.columns().stream().map(Column::name).toList());
        for (Explanation.Outcome outcome : outcomes) {
            if (outcome instanceof Explanation.Acceptance acceptance) {
                lines.add(definition.columns().stream()
                        .map(column -> ExplainText.text(acceptance.row().value(column.index())))
                        .toList());
            }
        }
        return lines.stream()
                .map(line -> line.stream().map(ExplainTable::cell).toList())
                .toList();
    }

    /** On one line, whatever the message has. */
    private static String cell(String value) {
        String line = value.replaceAll("\\p{Cntrl}", " ");
        return width(line) <= CELL_WIDTH ? line : line.substring(0, line.offsetByCodePoints(0, CELL_WIDTH - 3)) + "...";
    }

    /** In characters as people count them, near enough. */
    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private void print(List<List<String>> lines) {
        int columns = definition.columns().size();
        List<Integer> widths = new ArrayList<>();
        int used = 0;
        for (int i = 0; i < columns; i++) {
            int column = i;
            int width = lines.stream()
                    .mapToInt(line -> width(line.get(column)))
                    .max()
                    .orElse(0);
            used += width + GAP.length();
            if (used > WIDTH) {
                break;
            }
            widths.add(width);
        }
        for (List<String> line : lines) {
            StringBuilder padded = new StringBuilder();
            for (int i = 0; i < widths.size(); i++) {
                padded.append(GAP).append(line.get(i));
                padded.append(" ".repeat(widths.get(i) - width(line.get(i))));
            }
            out.println(padded.toString().stripTrailing());
        }
        if (widths.size() < columns) {
            out.println(GAP + "and " + (columns - widths.size()) + " more columns, which --json shows");
        }
    }
}
