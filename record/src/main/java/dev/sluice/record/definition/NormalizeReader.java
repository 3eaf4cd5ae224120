package dev.sluice.record.definition;

import dev.sluice.record.value.Normalization;
import dev.sluice.record.value.Replacement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code normalize}: words, and {@code replace(regex, text)} with or without single quotes around both. */
final class NormalizeReader {

    private static final Pattern QUOTED = Pattern.compile("replace\\('(.*)'\\s*,\\s*'(.*)'\\)", Pattern.DOTALL);
    /** Without quotes, the last comma is the one that separates. */
    private static final Pattern BARE = Pattern.compile("replace\\((.*),\\s*([^,]*)\\)", Pattern.DOTALL);

    private final Fields fields;

    NormalizeReader(Fields fields) {
        this.fields = fields;
    }

    List<UnaryOperator<String>> read() {
        List<UnaryOperator<String>> normalizations = new ArrayList<>();
        for (ScalarNode node : fields.texts("normalize")) {
            String text = node.getValue();
            normalizations.add(
                    text.startsWith("replace")
                            ? replacement(text, node)
                            : fields.choice("normalize", text, node, Normalization.TRIM));
        }
        return normalizations;
    }

    private UnaryOperator<String> replacement(String text, ScalarNode node) {
        Matcher quoted = QUOTED.matcher(text);
        Matcher bare = BARE.matcher(text);
        Matcher call = quoted.matches() ? quoted : bare.matches() ? bare : null;
        if (call == null) {
            fields.invalid("normalize", text, node, "replace(regex, text)");
            return Normalization.TRIM;
        }
        try {
            return Replacement.of(call.group(1), call.group(2));
        } catch (IllegalArgumentException unusable) {
            fields.invalid(
                    "normalize", text, node, "replace(regex, text) in RE2's syntax (" + unusable.getMessage() + ")");
            return Normalization.TRIM;
        }
    }
}
