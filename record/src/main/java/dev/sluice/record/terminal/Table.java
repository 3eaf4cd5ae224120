package dev.sluice.record.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of cells as lines with aligned columns; a column of numbers is aligned to the right. */
public final class Table {

    private static final int WIDEST_CELL = 30;

    private static final Predicate<String> NUMBER =
            Pattern.compile("-?[0-9][0-9,.]*").asMatchPredicate();

    private final List<List<String>> rows = new ArrayList<>();

    public Table row(Object... cells) {
        rows.add(List.of(cells).stream().map(Table::text).toList());
        return this;
    }

    public List<String> lines() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        var formats = IntStream.range(0, columns).mapToObj(this::format).toList();
        return rows.stream().map(row -> line(row, formats)).toList();
    }

    private String format(int column) {
        var cells = rows.stream()
                .filter(row -> column < row.size())
                .map(row -> row.get(column))
                .toList();
        int width = Math.max(1, cells.stream().mapToInt(String::length).max().orElse(1));
        // The first cell may be a heading.
        boolean numbers = cells.stream().skip(1).anyMatch(NUMBER)
                && cells.stream().skip(1).filter(Predicate.not(String::isEmpty)).allMatch(NUMBER);
        return "%" + (numbers ? "" : "-") + width + "s";
    }

    private static String line(List<String> row, List<String> formats) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> String.format(formats.get(column), row.get(column)))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static String text(Object cell) {
        String text = cell instanceof Number number ? String.format("%,d", number.longValue()) : cell.toString();
        return text.length() <= WIDEST_CELL ? text : text.substring(0, WIDEST_CELL - 3) + "...";
    }
}
