package dev.sluice.record.validate;

import dev.sluice.record.decode.Decoded.Candidate;
import dev.sluice.record.decode.Row;
import dev.sluice.record.decode.Violation;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.definition.RowRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks records against the rules of one definition. Not thread-safe. */
public final class RowValidator {

    private final Map<String, ColumnValidator> byName = new HashMap<>();
    private final ColumnValidator[] withRules;
    private final RowRule[] rowRules;

    public RowValidator(RecordDefinition definition) {
        int[] key = definition.keyColumns();
        List<ColumnValidator> all = definition.columns().stream()
                .map(column -> new ColumnValidator(column, key))
                .toList();
        all.forEach(validator -> byName.put(validator.column().name(), validator));
        this.withRules = all.stream().filter(ColumnValidator::hasRules).toArray(ColumnValidator[]::new);
        this.rowRules = definition.rules().toArray(RowRule[]::new);
    }

    public Verdict validate(Candidate candidate) {
        Row row = candidate.row();
        Findings findings = candidate.violations().isEmpty() ? null : ofDecoding(candidate);
        for (ColumnValidator validator : withRules) {
            findings = check(validator, row, findings);
        }
        for (RowRule rule : rowRules) {
            if (!rule.expression().holds(row.values())) {
                findings = findings == null ? new Findings(row) : findings;
                findings.add(rule);
            }
        }
        return findings == null ? new Verdict.Accepted(row) : findings.verdict();
    }

    private Findings ofDecoding(Candidate candidate) {
        Findings findings = new Findings(candidate.row());
        for (Violation violation : candidate.violations()) {
            findings.add(byName.get(violation.column()), violation);
        }
        return findings;
    }

    /** The findings, made when there is something to find: nearly all rows are valid. */
    private static @Nullable Findings check(ColumnValidator validator, Row row, @Nullable Findings known) {
        Object value = row.value(validator.column().index());
        Findings findings = known;
        Rule absence = validator.brokenByAbsence(value);
        if (absence != null) {
            // A value that decoding refused is not missing as well.
            if (findings == null || !findings.concern(validator.column())) {
                findings = findings == null ? new Findings(row) : findings;
                findings.add(validator, absence);
            }
        } else if (value != null) {
            for (int i = 0; i < validator.ruleCount(); i++) {
                if (!validator.keeps(validator.rule(i), value)) {
                    findings = findings == null ? new Findings(row) : findings;
                    findings.add(validator, validator.rule(i));
                }
            }
        }
        return findings;
    }
}
