package dev.sluice.record.compatibility;

import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.Limits;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.definition.RowPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What differs in two definitions outside of their columns. A default counts as if it were written. */
final class DatasetChanges {

    /** Keys that this class, or another one, compares by what they mean. */
    private static final Set<String> KNOWN = Set.of(
            "dataset",
            "record",
            "explode",
            "key",
            "partition-by",
            "unique",
            "event-time",
            "late-after",
            "future-tolerance",
            "unknown-elements",
            "dtd",
            "schema",
            "allow-empty",
            "limits",
            "namespaces",
            "columns",
            "rules");

    private static final String OTHER_ROWS =
            "Other elements become rows: those of a replay are not the ones that are there.";
    private static final String TABLES_STAY = "; files and tables stay as they are.";
    private static final String ROWS_STAY = "; rows that are there stay.";

    private final DefinitionKeys before;
    private final DefinitionKeys after;
    private final List<Change> changes = new ArrayList<>();

    DatasetChanges(DefinitionKeys before, DefinitionKeys after) {
        this.before = before;
        this.after = after;
    }

    List<Change> changes() {
        incompatible(
                "dataset",
                RecordDefinition::dataset,
                "Topics, folders and tables of the old name stay as they are; the new ones begin empty.");
        record();
        incompatible("explode", DatasetChanges::explode, OTHER_ROWS);
        incompatible(
                "key",
                DatasetChanges::key,
                "Rows of the old key are not recognized as duplicates of rows of the new one.");
        incompatible(
                "partition-by",
                definition -> definition.partitionBy().toString(),
                "The Processed Zone has its folders by the old value; it must be built anew.");
        compatible(
                "unique",
                definition -> text(definition.unique()),
                (from, to) -> to.equals("table")
                        ? "New rows are compared with those of all dates; what is there more than once stays."
                        : "New rows are compared with those of their date only" + ROWS_STAY);
        compatible("event-time", DatasetChanges::eventTime, DatasetChanges::ofEventTime);
        compatible(
                "late-after",
                definition -> text(definition.lateAfter()),
                (from, to) -> "New rows are late by the new measure; older rows keep what they have.");
        compatible(
                "future-tolerance",
                definition -> text(definition.futureTolerance()),
                (from, to) -> "New rows are flagged by the new measure; older rows keep what they have.");
        compatible(
                "unknown-elements",
                definition -> text(definition.unknownElements()),
                DatasetChanges::ofUnknownElements);
        compatible(
                "dtd",
                definition -> text(definition.dtd()),
                (from, to) -> to.equals("skip")
                        ? "Looser: messages with a DOCTYPE become rows" + TABLES_STAY
                        : "Stricter: messages with a DOCTYPE become dead letters" + ROWS_STAY);
        schema();
        compatible(
                "allow-empty",
                definition -> String.valueOf(definition.allowEmpty()),
                (from, to) -> to.equals("true")
                        ? "Looser: messages without records are dead letters no more" + TABLES_STAY
                        : "Stricter: messages without records become dead letters" + TABLES_STAY);
        limits();
        order();
        unknownKeys();
        return changes;
    }

    private interface Effect {
        String of(String from, String to);
    }

    private void incompatible(String key, Function<RecordDefinition, String> value, String effect) {
        compare(key, value, false, (from, to) -> effect);
    }

    private void compatible(String key, Function<RecordDefinition, String> value, Effect effect) {
        compare(key, value, true, effect);
    }

    private void compare(String key, Function<RecordDefinition, String> value, boolean compatible, Effect effect) {
        String from = value.apply(before.definition());
        String to = value.apply(after.definition());
        if (!from.equals(to)) {
            add(key, from, to, compatible, effect.of(from, to));
        }
    }

    private void add(String key, String from, String to, boolean compatible, String effect) {
        changes.add(new Change("", key, from, to, compatible, effect));
    }

    private void record() {
        String from = ResolvedPath.of(before.definition().recordPath());
        String to = ResolvedPath.of(after.definition().recordPath());
        if (!from.equals(to)) {
            String oldText = before.definition().recordPath().text();
            String newText = after.definition().recordPath().text();
            boolean resolved = oldText.equals(newText);
            add("record", resolved ? from : oldText, resolved ? to : newText, false, OTHER_ROWS);
        }
    }

    private static String explode(RecordDefinition definition) {
        RowPath rows = definition.rowPath();
        String path = rows.steps().stream()
                .skip(rows.recordLevel())
                .map(ResolvedPath::of)
                .collect(Collectors.joining("/"));
        return rows.outer() ? path + ", outer" : path;
    }

    private static String key(RecordDefinition definition) {
        return Arrays.stream(definition.keyColumns())
                .mapToObj(index -> definition.columns().get(index).name())
                .collect(Collectors.joining(", "));
    }

    private static String eventTime(RecordDefinition definition) {
        return definition.eventTimeColumn().isPresent()
                ? definition
                        .columns()
                        .get(definition.eventTimeColumn().getAsInt())
                        .name()
                : "";
    }

    private static String ofEventTime(String from, String to) {
        if (from.isEmpty()) {
            return "New rows say whether they are late; older rows have null for their delay.";
        }
        return to.isEmpty()
                ? "New rows are never late and have null for their delay; older rows keep what they have."
                : "Lateness of new rows is measured by the new column; older rows keep what they have.";
    }

    private static String ofUnknownElements(String from, String to) {
        String looser = from.equals("reject") ? "Looser, no record is rejected for it: " : "";
        return switch (to) {
            case "rescue" ->
                looser + "new rows have in _rescued_data what no column reads; older rows have null there.";
            case "reject" -> "Stricter: records with elements that no column reads are rejected" + ROWS_STAY;
            default ->
                from.equals("rescue")
                        ? "New rows have null in _rescued_data; older rows keep what they have."
                        : looser + "what no column reads is left out" + TABLES_STAY;
        };
    }

    private void schema() {
        String from = before.keys().getOrDefault("schema", "");
        String to = after.keys().getOrDefault("schema", "");
        if (from.isEmpty() && !to.isEmpty()) {
            add(
                    "schema",
                    from,
                    to,
                    true,
                    "Stricter: messages that are not valid by it become dead letters" + ROWS_STAY);
        } else if (!from.isEmpty() && to.isEmpty()) {
            add("schema", from, to, true, "Looser: messages are not validated any more" + TABLES_STAY);
        } else if (!from.equals(to)) {
            add(
                    "schema",
                    from,
                    to,
                    true,
                    "Messages must be valid by the other schema, which may refuse what was accepted"
                            + ", and the other way" + ROWS_STAY);
        } else if (!after.hasSchemaOf(before)) {
            add(
                    "schema",
                    from,
                    to + " with another content",
                    true,
                    "Messages must be valid by the schema as it is now"
                            + ", which may refuse what was accepted, and the other way" + ROWS_STAY);
        }
    }

    private void limits() {
        Map<String, Integer> from = limits(before.definition().limits());
        limits(after.definition().limits()).forEach((name, to) -> {
            int old = Objects.requireNonNull(from.get(name));
            if (old != to) {
                String effect = to > old
                        ? "Looser: messages up to it become rows" + TABLES_STAY
                        : "Stricter: messages past it become dead letters as a whole" + ROWS_STAY;
                add("limits." + name, String.valueOf(old), String.valueOf(to), true, effect);
            }
        });
    }

    private static Map<String, Integer> limits(Limits limits) {
        Map<String, Integer> values = new LinkedHashMap<>();
        values.put("message-bytes", limits.messageBytes());
        values.put("depth", limits.depth());
        values.put("attributes", limits.attributes());
        values.put("name-length", limits.nameLength());
        values.put("text-length", limits.textLength());
        values.put("names", limits.names());
        values.put("records", limits.records());
        values.put("rows-bytes", limits.rowsBytes());
        return values;
    }

    private void order() {
        String from = orderOfCommonColumns(before, after);
        String to = orderOfCommonColumns(after, before);
        if (!from.equals(to)) {
            add("columns", from, to, true, "New files have the columns in the new order; readers take them by name.");
        }
    }

    private static String orderOfCommonColumns(DefinitionKeys of, DefinitionKeys other) {
        return of.definition().columns().stream()
                .map(Column::name)
                .filter(name -> other.columns().containsKey(name))
                .collect(Collectors.joining(", "));
    }

    /** A key of tomorrow is not passed over. */
    private void unknownKeys() {
        for (String key : Comparison.union(before.keys().keySet(), after.keys().keySet())) {
            String from = before.keys().getOrDefault(key, "");
            String to = after.keys().getOrDefault(key, "");
            if (!KNOWN.contains(key) && !from.equals(to)) {
                add(key, from, to, true, "New messages are read by the new setting" + TABLES_STAY);
            }
        }
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String text(Duration duration) {
        return duration.toMinutes() % 60 == 0 ? duration.toHours() + "h" : duration.toMinutes() + "m";
    }
}
