package dev.sluice.record.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What all samples have at one path. */
final class Observation {

    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");
    private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,27})(\\.[0-9]{1,10})?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIMESTAMP =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})");
    /** Types of which an empty element is a value. */
    private static final Set<String> TAKES_EMPTY = Set.of("string", "xml");

    private static final int USUAL_PRECISION = 18;

    private final String path;
    private final List<List<String>> valuesOfRecords = new ArrayList<>();
    private boolean mixed;
    private boolean nil;
    private boolean plain;

    Observation(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    void add(int record, Sample element) {
        mixed |= !element.children().isEmpty();
        nil |= element.isNil();
        add(record, element.text().toString());
    }

    void add(int record, String text) {
        while (valuesOfRecords.size() <= record) {
            valuesOfRecords.add(new ArrayList<>());
        }
        valuesOfRecords.get(record).add(text);
    }

    /** Lets the type be one that takes every text, because a guess about it has proved wrong. */
    boolean becomePlain() {
        boolean changed = !plain;
        plain = true;
        return changed;
    }

    boolean isRepeated() {
        return valuesOfRecords.stream().anyMatch(values -> values.size() > 1);
    }

    boolean isInAll(int records) {
        return !plain
                && !nil
                && valuesOfRecords.size() == records
                && valuesOfRecords.stream().noneMatch(List::isEmpty)
                && (TAKES_EMPTY.contains(type())
                        || valuesOfRecords.stream()
                                .noneMatch(values -> values.get(0).isBlank()));
    }

    /** The one value of a record, for a path that is not repeated. */
    String value(int record) {
        return valuesOfRecords.get(record).get(0);
    }

    /** Of one value. */
    String type() {
        if (mixed) {
            return "xml";
        }
        if (plain || values().findAny().isEmpty()) {
            return "string";
        }
        if (values().allMatch(value -> value.equals("true") || value.equals("false"))) {
            return "boolean";
        }
        if (values().allMatch(value -> INTEGER.matcher(value).matches())) {
            return values().map(Long::parseLong).allMatch(value -> value.intValue() == value) ? "int" : "long";
        }
        if (values().allMatch(value -> DECIMAL.matcher(value).matches())) {
            return decimal();
        }
        return values().allMatch(value -> DATE.matcher(value).matches())
                ? "date"
                : values().allMatch(value -> TIMESTAMP.matcher(value).matches()) ? "timestamp" : "string";
    }

    private String decimal() {
        int scale = 0;
        int digits = 0;
        for (String value : values().toList()) {
            int point = value.indexOf('.');
            digits = Math.max(digits, point < 0 ? value.length() : point);
            scale = Math.max(scale, point < 0 ? 0 : value.length() - point - 1);
        }
        return "decimal(" + Math.max(USUAL_PRECISION, digits + scale) + "," + scale + ")";
    }

    private Stream<String> values() {
        return valuesOfRecords.stream().flatMap(List::stream).map(String::strip).filter(value -> !value.isEmpty());
    }
}
