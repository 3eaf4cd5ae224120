package dev.sluice.record.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The keys of one YAML mapping. Every accessor answers null (or the default) both when the key is absent and when
 * its value is wrong; what is wrong goes to the problems.
 */
final class Fields {

    private static final int MAX_COUNT = 1 << 30;

    private final Node where;
    private final String owner;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();

    /** @param owner ends a message, such as {@code " of column price"} or "" */
    Fields(Node where, String owner, List<String> known, Problems problems) {
        this.where = where;
        this.owner = owner;
        this.problems = problems;
        if (!(where instanceof MappingNode mapping)) {
            problems.add(where, "Invalid value" + owner + ", expected keys: " + String.join(", ", known));
            return;
        }
        for (NodeTuple entry : mapping.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "(not a word)";
            if (!known.contains(key)) {
                problems.add(
                        entry.getKeyNode(),
                        "Invalid key" + owner + ": " + key + ", expected one of " + String.join(", ", known)
                                + Suggestion.of(key, known));
            } else if (values.putIfAbsent(key, entry.getValueNode()) != null) {
                problems.add(entry.getKeyNode(), "Invalid key" + owner + ": " + key + ", expected it only once");
            }
        }
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    @Nullable
    Node node(String key) {
        return values.get(key);
    }

    /** The key's place, or that of the whole mapping when it is absent. */
    Node place(String key) {
        return values.getOrDefault(key, where);
    }

    void invalid(String key, String value, String expected) {
        invalid(key, value, place(key), expected);
    }

    void invalid(String key, String value, Node place, String expected) {
        problems.add(place, "Invalid " + key + owner + ": " + value + ", expected " + expected);
    }

    @Nullable
    Node required(String key) {
        if (where instanceof MappingNode && !has(key)) {
            problems.add(where, "Missing " + key + owner);
        }
        return node(key);
    }

    @Nullable
    String requiredText(String key) {
        return required(key) == null ? null : text(key);
    }

    @Nullable
    String text(String key) {
        Node node = node(key);
        return node == null ? null : text(key, node);
    }

    /** A text that may be the word {@code null}, which YAML takes for no text at all. */
    @Nullable
    String word(String key) {
        boolean isNull =
                node(key) instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
        return isNull ? "null" : text(key);
    }

    private @Nullable String text(String key, Node node) {
        if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return scalar.getValue();
        }
        problems.add(node, "Invalid " + key + owner + ": no text, expected a single value");
        return null;
    }

    /** The values of a list, or of a single value that stands for a list of one. */
    List<ScalarNode> texts(String key) {
        Node node = node(key);
        List<Node> nodes =
                node == null ? List.of() : node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
        List<ScalarNode> texts = new ArrayList<>();
        for (Node each : nodes) {
            if (text(key, each) != null) {
                texts.add((ScalarNode) each);
            }
        }
        return texts;
    }

    /** False when absent. */
    boolean isTrue(String key) {
        String text = text(key);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            invalid(key, text, "true or false");
        }
        return "true".equals(text);
    }

    int count(String key, int defaultCount, int min) {
        return number(key, defaultCount, min, text -> Long.parseLong(text));
    }

    /** A number of bytes with an optional unit: {@code 16MiB}. */
    int bytes(String key, int defaultBytes) {
        return number(key, defaultBytes, 1, Quantities::bytes);
    }

    private int number(String key, int defaultNumber, int min, Function<String, Long> parser) {
        String text = text(key);
        if (text == null) {
            return defaultNumber;
        }
        try {
            long number = parser.apply(text);
            if (number >= min && number <= MAX_COUNT) {
                return (int) number;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, together with what is out of range.
        }
        invalid(key, text, "a whole number from " + min + " to " + MAX_COUNT);
        return defaultNumber;
    }

    <E extends Enum<E>> E choice(String key, E defaultChoice) {
        String text = text(key);
        return text == null ? defaultChoice : choice(key, text, place(key), defaultChoice);
    }

    <E extends Enum<E>> E choice(String key, String text, Node place, E defaultChoice) {
        List<String> labels = new ArrayList<>();
        for (E each : defaultChoice.getDeclaringClass().getEnumConstants()) {
            String label = each.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (label.equals(text)) {
                return each;
            }
            labels.add(label);
        }
        problems.add(
                place,
                "Invalid " + key + owner + ": " + text + ", expected one of " + String.join(", ", labels)
                        + Suggestion.of(text, labels));
        return defaultChoice;
    }

    /** Refuses keys that mean nothing here, such as {@code zone} of a string. */
    void refuse(String reason, String... keys) {
        Stream.of(keys)
                .filter(this::has)
                .forEach(
                        key -> problems.add(place(key), "Invalid " + key + owner + ", expected it only for " + reason));
    }
}
