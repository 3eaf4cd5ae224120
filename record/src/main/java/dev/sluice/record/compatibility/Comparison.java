package dev.sluice.record.compatibility;

import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.InvalidDefinitionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Compares two definitions of a dataset. A change is incompatible when rows of both cannot be in one table, or when
 * one record would not be recognized as the same under both.
 */
public final class Comparison {

    private static final Map<String, String> INCOMPATIBLE_KEYS = Map.of(
            "dataset", "Topics, folders and tables of the old name stay as they are; the new ones begin empty.",
            "record", "Other elements become rows: those of a replay are not the ones that are there.",
            "explode", "Other elements become rows: those of a replay are not the ones that are there.",
            "key", "Rows of the old key are not recognized as duplicates of rows of the new one.",
            "partition-by", "The Processed Zone has its folders by the old column; it must be built anew.");
    private static final Map<String, String> COMPATIBLE_KEYS = Map.of(
            "event-time", "Lateness of new rows is measured by the new column; older rows keep what they have.",
            "late-after", "New rows are late by the new measure; older rows keep what they have.",
            "unknown-elements", "New messages are treated by the new rule; older rows keep what they have.");

    private static final String STRICTER =
            "Stricter: records that were accepted may be rejected or flagged; files and tables stay as they are.";

    private final DefinitionKeys before;
    private final DefinitionKeys after;
    private final List<Change> changes = new ArrayList<>();

    private Comparison(DefinitionKeys before, DefinitionKeys after) {
        this.before = before;
        this.after = after;
    }

    /**
     * The changes, the dataset's first, then those of columns in their order.
     *
     * @param oldName what to call the old definition in messages
     * @param newName what to call the new definition in messages
     * @throws InvalidDefinitionException when one of the two is none
     */
    public static List<Change> between(String oldYaml, String oldName, String newYaml, String newName)
            throws InvalidDefinitionException {
        return new Comparison(DefinitionKeys.of(oldYaml, oldName), DefinitionKeys.of(newYaml, newName)).compare();
    }

    private List<Change> compare() {
        for (String key : union(before.keys().keySet(), after.keys().keySet())) {
            String from = before.keys().getOrDefault(key, "");
            String to = after.keys().getOrDefault(key, "");
            if (!from.equals(to)) {
                String effect = COMPATIBLE_KEYS.getOrDefault(
                        key, "New messages are read by the new setting; files and tables stay as they are.");
                boolean compatible = !INCOMPATIBLE_KEYS.containsKey(key);
                add("", key, from, to, compatible, INCOMPATIBLE_KEYS.getOrDefault(key, effect));
            }
        }
        for (String name : union(before.columns().keySet(), after.columns().keySet())) {
            if (!after.columns().containsKey(name)) {
                removed(name);
            } else if (!before.columns().containsKey(name)) {
                added(after.definition().columns().get(after.definition().columnIndex(name)));
            } else {
                column(name);
            }
        }
        return List.copyOf(changes);
    }

    private void removed(String name) {
        Map<String, String> column = before.column(name);
        String renamed = after.columns().entrySet().stream()
                .filter(entry -> !before.columns().containsKey(entry.getKey()))
                .filter(entry -> Objects.equals(entry.getValue().get("path"), column.get("path")))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
        String effect = renamed.isEmpty()
                ? "New files lack the column, and readers that ask for it fail or get null."
                : "Renamed to " + renamed + ": old files have the old name, new files the new one, none has both.";
        add(name, "name", name, renamed, false, effect);
    }

    private void added(Column column) {
        boolean demanded = column.required() && column.defaultValue() == null;
        add(
                column.name(),
                "name",
                "",
                column.name(),
                !demanded,
                demanded
                        ? "Messages without it, which were rows until now, are rejected; older rows have null."
                        : "Older files lack the column; readers take it for null.");
    }

    private void column(String name) {
        Column old = before.definition().columns().get(before.definition().columnIndex(name));
        Column now = after.definition().columns().get(after.definition().columnIndex(name));
        boolean isKey = Arrays.stream(before.definition().keyColumns()).anyMatch(index -> index == old.index());
        for (String key : union(before.column(name).keySet(), after.column(name).keySet())) {
            String from = before.column(name).getOrDefault(key, "");
            String to = after.column(name).getOrDefault(key, "");
            if (from.equals(to)) {
                continue;
            }
            if (key.equals("type")) {
                type(old, now);
            } else if (RuleChange.KEYS.contains(key)) {
                boolean looser = RuleChange.isLooser(key, old.rules(), now.rules());
                add(name, key, from, to, true, looser ? "Looser: what was accepted still is." : STRICTER);
            } else if (isKey) {
                add(name, key, from, to, false, "The same record may get another key, and then be there twice.");
            } else {
                add(name, key, from, to, true, "New rows have values read in the new way; older rows keep theirs.");
            }
        }
    }

    private void type(Column old, Column now) {
        if (old.type().equals(now.type())) {
            return;
        }
        boolean wider = Widening.isWider(now.type(), old.type());
        add(
                now.name(),
                "type",
                old.type().label(),
                now.type().label(),
                wider,
                wider
                        ? "Wider: readers take the old files' values for the new type."
                        : "Old and new files have types that no reader brings together in one table.");
    }

    private void add(String column, String key, String from, String to, boolean compatible, String effect) {
        changes.add(new Change(column, key, from, to, compatible, effect));
    }

    private static Set<String> union(Set<String> first, Set<String> second) {
        Set<String> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return all;
    }
}
