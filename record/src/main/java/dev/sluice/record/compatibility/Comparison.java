package dev.sluice.record.compatibility;

import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.InvalidDefinitionException;
import dev.sluice.record.definition.OnViolation;
import dev.sluice.record.definition.RowRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Compares two definitions of a dataset. A change is incompatible when rows of both cannot be in one table, when one
 * record would not be recognized as the same under both, or when one table would have plain and masked values.
 */
public final class Comparison {

    private final DefinitionKeys before;
    private final DefinitionKeys after;
    private final List<Change> changes = new ArrayList<>();

    private Comparison(DefinitionKeys before, DefinitionKeys after) {
        this.before = before;
        this.after = after;
    }

    /**
     * The changes, the dataset's first, then those of its rules, then those of columns in their order.
     *
     * @param oldName of the old definition's file: for messages, and to find its schema
     * @param newName of the new definition's file
     * @throws InvalidDefinitionException when one of the two is none
     */
    public static List<Change> between(String oldYaml, String oldName, String newYaml, String newName)
            throws InvalidDefinitionException {
        return new Comparison(DefinitionKeys.of(oldYaml, oldName), DefinitionKeys.of(newYaml, newName)).compare();
    }

    static Set<String> union(Set<String> first, Set<String> second) {
        Set<String> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return all;
    }

    private List<Change> compare() {
        changes.addAll(new DatasetChanges(before, after).changes());
        rules();
        for (String name : union(before.columns().keySet(), after.columns().keySet())) {
            if (!after.columns().containsKey(name)) {
                removed(name);
            } else if (!before.columns().containsKey(name)) {
                added(after.column(name));
            } else {
                boolean isKey = before.isKey(name) || after.isKey(name);
                changes.addAll(new ColumnChanges(before, after, name, isKey).changes());
            }
        }
        return List.copyOf(changes);
    }

    private void rules() {
        Map<String, RowRule> old = rules(before);
        Map<String, RowRule> now = rules(after);
        for (String name : union(old.keySet(), now.keySet())) {
            RowRule from = old.get(name);
            RowRule to = now.get(name);
            String key = "rules." + name;
            if (from == null && to != null) {
                add("", key, "", after.ruleText(name), RuleChange.STRICTER, to.onViolation());
            } else if (to == null) {
                add("", key, before.ruleText(name), "", RuleChange.LOOSER, OnViolation.REJECT);
            } else if (from != null) {
                if (!before.ruleText(name).equals(after.ruleText(name))) {
                    add("", key, before.ruleText(name), after.ruleText(name), RuleChange.OTHER, to.onViolation());
                }
                if (from.onViolation() != to.onViolation()) {
                    add(
                            "",
                            key + ".on-violation",
                            from.onViolation().name().toLowerCase(Locale.ROOT),
                            to.onViolation().name().toLowerCase(Locale.ROOT),
                            RuleChange.of(to.onViolation()),
                            to.onViolation());
                }
            }
        }
    }

    private static Map<String, RowRule> rules(DefinitionKeys of) {
        Map<String, RowRule> rules = new LinkedHashMap<>();
        of.definition().rules().forEach(rule -> rules.put(rule.name(), rule));
        return rules;
    }

    private void removed(String name) {
        String path = ResolvedPath.of(before.column(name).path());
        String renamed = after.definition().columns().stream()
                .filter(column -> !before.columns().containsKey(column.name()))
                .filter(column -> ResolvedPath.of(column.path()).equals(path))
                .map(Column::name)
                .findFirst()
                .orElse("");
        String effect = renamed.isEmpty()
                ? "New files lack the column, and readers that ask for it fail or get null."
                : "Renamed to " + renamed + ": old files have the old name, new files the new one, none has both.";
        changes.add(new Change(name, "name", name, renamed, false, effect));
    }

    private void added(Column column) {
        boolean demanded = column.required() && column.defaultValue() == null;
        String effect = demanded
                ? "Messages without it, which were rows until now, are rejected; older rows have null."
                : "Older files lack the column; readers take it for null.";
        changes.add(new Change(column.name(), "name", "", column.name(), !demanded, effect));
    }

    private void add(String column, String key, String from, String to, RuleChange change, OnViolation onViolation) {
        changes.add(new Change(column, key, from, to, true, change.effect(onViolation)));
    }
}
