package dev.sluice.record.validate;

import dev.sluice.record.decode.Reason;
import dev.sluice.record.decode.Row;
import dev.sluice.record.decode.Violation;
import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.OnViolation;
import dev.sluice.record.definition.RowRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that is wrong with one record. */
final class Findings {

    private final Row row;
    private final List<Finding> findings = new ArrayList<>();

    Findings(Row row) {
        this.row = row;
    }

    /** @param validator of the violation's column; null when it concerns none */
    void add(@Nullable ColumnValidator validator, Violation violation) {
        boolean rejects = validator == null || validator.rejects(violation.rule());
        int position =
                validator == null ? Integer.MAX_VALUE : validator.column().index();
        findings.add(new Finding(position, rejects, false, violation));
    }

    void add(ColumnValidator validator, Rule rule) {
        Column column = validator.column();
        Violation violation =
                new Violation(row.index(), column.name(), column.path().text(), rule.key(), rule.expected());
        findings.add(
                new Finding(column.index(), validator.rejects(rule.key()), rule == ColumnValidator.KEY, violation));
    }

    void add(RowRule rule) {
        Violation violation = new Violation(
                row.index(), "", "", rule.name(), rule.expression().toString());
        findings.add(new Finding(Integer.MAX_VALUE, rule.onViolation() == OnViolation.REJECT, false, violation));
    }

    boolean concern(Column column) {
        return findings.stream().anyMatch(finding -> finding.position() == column.index());
    }

    Verdict verdict() {
        findings.sort(Comparator.comparingInt(Finding::position));
        if (findings.stream().noneMatch(Finding::rejects)) {
            List<String> flags =
                    findings.stream().map(finding -> flag(finding.violation())).toList();
            return new Verdict.Accepted(new Row(row.index(), row.values(), flags, row.rescued()));
        }
        boolean keyMissing = findings.stream().anyMatch(Finding::isKeyMissing);
        return new Verdict.Rejected(
                keyMissing ? Reason.KEY_MISSING : Reason.INVALID_RECORD,
                findings.stream()
                        .filter(Finding::rejects)
                        .map(Finding::violation)
                        .toList());
    }

    /** {@code column:rule}, or the name of a rule over several columns. */
    private static String flag(Violation violation) {
        return violation.column().isEmpty() ? violation.rule() : violation.column() + ":" + violation.rule();
    }

    private record Finding(int position, boolean rejects, boolean isKeyMissing, Violation violation) {}
}
