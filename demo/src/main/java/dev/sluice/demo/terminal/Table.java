package dev.sluice.demo.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells as lines with aligned columns: the first to the left, the others to the right where they are numbers. */
public final class Table {

    private static final int WIDEST_CELL = 40;

    private final List<List<String>> rows = new ArrayList<>();

    public Table row(Object... cells) {
        rows.add(List.of(cells).stream().map(Table::text).toList());
        return this;
    }

    public List<String> lines() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        var widths = new int[columns];
        for (var row : rows) {
            for (int column = 0; column < row.size(); column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            String padding = " ".repeat(widths[column] - cell.length());
            boolean right = column > 0 && cell.matches("[-0-9,.]+");
            line.append(column == 0 ? "" : "  ").append(right ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private static String text(Object cell) {
        String text = cell instanceof Number number ? String.format("%,d", number.longValue()) : cell.toString();
        return text.length() <= WIDEST_CELL ? text : text.substring(0, WIDEST_CELL - 3) + "...";
    }
}
