package dev.sluice.record.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the labels of {@link ColumnType}. */
final class TypeParser {

    private static final Pattern DECIMAL = Pattern.compile("decimal\\(\\s*(\\d{1,3})\\s*,\\s*(\\d{1,3})\\s*\\)");
    private static final Pattern LIST = Pattern.compile("list<\\s*(.*?)\\s*>");

    private TypeParser() {}

    /** The type, or null when there is none of that label. */
    static @Nullable ColumnType parse(String label) {
        Matcher list = LIST.matcher(label);
        if (list.matches()) {
            ColumnType element = parse(list.group(1));
            return element == null || element instanceof ColumnType.ListOf ? null : new ColumnType.ListOf(element);
        }
        Matcher decimal = DECIMAL.matcher(label);
        if (decimal.matches()) {
            int precision = Integer.parseInt(decimal.group(1));
            int scale = Integer.parseInt(decimal.group(2));
            boolean possible = precision >= 1 && precision <= ColumnType.Decimal.MAX_PRECISION && scale <= precision;
            return possible ? new ColumnType.Decimal(precision, scale) : null;
        }
        for (ColumnType.Simple simple : ColumnType.Simple.values()) {
            if (simple.label().equals(label)) {
                return simple;
            }
        }
        return null;
    }

    static String expectation(String label) {
        List<String> labels = new ArrayList<>();
        for (ColumnType.Simple simple : ColumnType.Simple.values()) {
            labels.add(simple.label());
        }
        String all = String.join(", ", labels) + ", decimal(p,s) with 1 <= p <= " + ColumnType.Decimal.MAX_PRECISION
                + " and 0 <= s <= p, or list<one of these>";
        labels.add("decimal");
        return all + (label.contains("(") ? "" : Suggestion.of(label, labels));
    }
}
