package dev.sluice.record.definition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code rules}, those over several columns. */
final class RowRulesReader {

    private static final List<String> KEYS = List.of("name", "expr", "on-violation");
    private static final String NAME = "[a-z][a-z0-9_-]{0,99}";

    private final Fields dataset;
    private final Problems problems;

    RowRulesReader(Fields dataset, Problems problems) {
        this.dataset = dataset;
        this.problems = problems;
    }

    List<RowRule> read(List<Column> columns) {
        Node node = dataset.node("rules");
        if (node != null && !(node instanceof SequenceNode)) {
            dataset.invalid("rules", "no list", "a list of rules with name and expr");
        }
        List<RowRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node entry : node instanceof SequenceNode sequence ? sequence.getValue() : List.<Node>of()) {
            Fields plain = new Fields(entry, "", KEYS, new Problems(""));
            String label = plain.text("name");
            Fields fields = new Fields(entry, label == null ? " of a rule" : " of rule " + label, KEYS, problems);
            String name = name(fields, names);
            RowExpression expression = expression(fields, columns);
            OnViolation onViolation = fields.choice("on-violation", OnViolation.REJECT);
            if (name != null && expression != null) {
                rules.add(new RowRule(name, expression, onViolation));
            }
        }
        return rules;
    }

    private static @Nullable String name(Fields fields, Set<String> names) {
        String name = fields.requiredText("name");
        if (name != null && !name.matches(NAME)) {
            fields.invalid("name", name, "lower-case letters, digits, - and _, a letter first, at most 100");
        } else if (name != null && !names.add(name)) {
            fields.invalid("name", name, "one that no other rule has");
        }
        return name;
    }

    private static @Nullable RowExpression expression(Fields fields, List<Column> columns) {
        String text = fields.requiredText("expr");
        try {
            return text == null ? null : RowExpression.compile(text, columns);
        } catch (RowExpression.InvalidExpressionException invalid) {
            fields.invalid(
                    "expr",
                    String.valueOf(text),
                    "a CEL expression over the columns that is true or false (" + invalid.getMessage() + ")");
            return null;
        }
    }
}
