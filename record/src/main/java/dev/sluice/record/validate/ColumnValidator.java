package dev.sluice.record.validate;

import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.ColumnType;
import dev.sluice.record.definition.OnViolation;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rules of one column, put together once. */
final class ColumnValidator {

    static final Rule KEY = new Rule("required", "a value, because the column is part of the key", value -> true);

    private static final Rule REQUIRED = new Rule("required", "a value", value -> true);

    private final Column column;
    private final boolean isKey;
    private final boolean isList;
    private final Rule[] rules;

    ColumnValidator(Column column, int[] keyColumns) {
        this.column = column;
        this.isKey = Arrays.stream(keyColumns).anyMatch(index -> index == column.index());
        this.isList = column.type() instanceof ColumnType.ListOf;
        this.rules = Rule.of(column).toArray(Rule[]::new);
    }

    Column column() {
        return column;
    }

    boolean hasRules() {
        return isKey || column.required() || rules.length > 0;
    }

    /** Whether a record that breaks a rule is no row; without its key none is, whatever the definition says. */
    boolean rejects(String rule) {
        return column.rules().onViolation() == OnViolation.REJECT || isKey && rule.equals(KEY.key());
    }

    /** The rule that a missing value breaks, or null. An empty text cannot tell one record from another either. */
    @Nullable
    Rule brokenByAbsence(@Nullable Object value) {
        if (isKey) {
            return value == null || value.equals("") ? KEY : null;
        }
        return value == null && column.required() ? REQUIRED : null;
    }

    int ruleCount() {
        return rules.length;
    }

    Rule rule(int i) {
        return rules[i];
    }

    /** Whether a value keeps a rule; each of its elements, for a list. */
    boolean keeps(Rule rule, Object value) {
        if (!isList) {
            return rule.holds().test(value);
        }
        for (Object element : (List<?>) value) {
            if (element != null && !rule.holds().test(element)) {
                return false;
            }
        }
        return true;
    }
}
