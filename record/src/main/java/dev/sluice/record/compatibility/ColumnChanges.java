package dev.sluice.record.compatibility;

import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What differs in a column that two definitions have. A default counts as if it were written. */
final class ColumnChanges {

    private static final Map<String, String> DEFAULTS = Map.of(
            "required", "false",
            "text", "deep",
            "empty", "keep",
            "mask", "none",
            "encoding", "base64",
            "on-violation", "reject");

    private static final String OLDER_KEEP = "; older rows keep their values.";

    private final DefinitionKeys before;
    private final DefinitionKeys after;
    private final Column old;
    private final Column now;
    private final boolean isKey;
    private final List<Change> changes = new ArrayList<>();

    /** @param isKey of one of the two definitions */
    ColumnChanges(DefinitionKeys before, DefinitionKeys after, String name, boolean isKey) {
        this.before = before;
        this.after = after;
        this.old = before.column(name);
        this.now = after.column(name);
        this.isKey = isKey;
    }

    List<Change> changes() {
        path();
        type();
        Map<String, String> oldTexts = before.texts(old.name());
        Map<String, String> newTexts = after.texts(now.name());
        for (String key : Comparison.union(oldTexts.keySet(), newTexts.keySet())) {
            String from = oldTexts.getOrDefault(key, "");
            String to = newTexts.getOrDefault(key, "");
            boolean isOtherwise = !withDefault(key, from).equals(withDefault(key, to));
            if (isOtherwise && !key.equals("path") && !key.equals("type")) {
                key(key, from, to);
            }
        }
        return changes;
    }

    /** What several values become has a default by the type. */
    private String withDefault(String key, String text) {
        String implied = key.equals("repeat")
                ? now.type() instanceof ColumnType.ListOf ? "list" : "error"
                : DEFAULTS.getOrDefault(key, "");
        return text.isEmpty() ? implied : text;
    }

    private void path() {
        String from = ResolvedPath.of(old.path());
        String to = ResolvedPath.of(now.path());
        if (!from.equals(to)) {
            boolean resolved = old.path().text().equals(now.path().text());
            value(
                    "path",
                    resolved ? from : old.path().text(),
                    resolved ? to : now.path().text(),
                    "New rows have values from the new place" + OLDER_KEEP);
        }
    }

    private void type() {
        if (old.type().equals(now.type())) {
            return;
        }
        boolean wider = Widening.isWider(now.type(), old.type());
        boolean isText = Widening.isText(now.type()) && Widening.isText(old.type());
        String effect = wider
                ? "Wider: readers take the old files' values for the new type."
                : "Old and new files have types that no reader brings together in one table.";
        if (isText) {
            value(
                    "type",
                    old.type().label(),
                    now.type().label(),
                    "Both are text in files: new rows have markup where " + "older rows have none, or the other way.");
        } else {
            add("type", old.type().label(), now.type().label(), wider, effect);
        }
    }

    private void key(String key, String from, String to) {
        if (RuleChange.KEYS.contains(key)) {
            RuleChange change = RuleChange.of(key, old.rules(), now.rules());
            add(key, from, to, true, change.effect(now.rules().onViolation()));
        } else if (key.equals("mask")) {
            add(key, from, to, false, ofMask(withDefault(key, from), withDefault(key, to)));
        } else {
            value(key, from, to, ofValues(key, from, to));
        }
    }

    private static String ofMask(String from, String to) {
        if (from.equals("none")) {
            return "New rows have the mask, files and tables keep the plain values: build them anew, or take them away.";
        }
        return to.equals("none")
                ? "Personal data gets into new files and tables in plain; older rows keep the mask."
                : "Equal values are not equal under both masks: what groups or joins by the column counts them twice.";
    }

    private String ofValues(String key, String from, String to) {
        return switch (key) {
            case "normalize" ->
                "New rows have texts as they are normalized now" + OLDER_KEEP + " Equal texts may differ between them.";
            case "null-values" -> "New rows have null for the texts named now, and for no others" + OLDER_KEEP;
            case "empty" ->
                (to.equals("null") ? "New rows have null for an empty text" : "New rows have \"\" for an empty text")
                        + OLDER_KEEP;
            case "default" -> ofDefault(from, to);
            case "text" ->
                (to.equals("own") ? "New rows have the element's own text" : "New rows have all text in the element")
                        + OLDER_KEEP;
            case "repeat" -> ofRepeat(withDefault(key, from), withDefault(key, to));
            case "format", "zone", "encoding" ->
                "Texts are read by the new " + key + " alone: others are rejected, or mean something else" + OLDER_KEEP;
            default -> "New rows have values read in the new way" + OLDER_KEEP;
        };
    }

    private String ofDefault(String from, String to) {
        if (!to.isEmpty()) {
            return "New rows have " + to + " where there is no value; older rows keep "
                    + (from.isEmpty() ? "null." : from + ".");
        }
        return now.required()
                ? "Stricter: records without the value are rejected; older rows keep the default."
                : "New rows have null where there is no value; older rows keep the default.";
    }

    private static String ofRepeat(String from, String to) {
        if (from.equals("error")) {
            return "Looser: records with several values become rows" + OLDER_KEEP;
        }
        return to.equals("error")
                ? "Stricter: records with several values are rejected" + OLDER_KEEP
                : "New rows have another one of several values" + OLDER_KEEP;
    }

    /** A change of what the column's values are. */
    private void value(String key, String from, String to, String effect) {
        add(key, from, to, !isKey, isKey ? "The same record may get another key, and then be there twice." : effect);
    }

    private void add(String key, String from, String to, boolean compatible, String effect) {
        changes.add(new Change(now.name(), key, from, to, compatible, effect));
    }
}
