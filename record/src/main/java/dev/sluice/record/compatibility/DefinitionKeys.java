package dev.sluice.record.compatibility;

import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.InvalidDefinitionException;
import dev.sluice.record.definition.RecordDefinition;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A definition beside its keys as they are written, so that a key which the comparison does not know is not missed.
 *
 * @param yaml the definition's text
 * @param fileName beside which its schema is
 * @param columns keys of each column by its name
 * @param ruleTexts expression of each row rule by its name
 */
record DefinitionKeys(
        String yaml,
        String fileName,
        RecordDefinition definition,
        Map<String, String> keys,
        Map<String, Map<String, String>> columns,
        Map<String, String> ruleTexts) {

    static DefinitionKeys of(String yaml, String fileName) throws InvalidDefinitionException {
        RecordDefinition definition = DefinitionReader.parse(yaml, fileName);
        Map<String, String> keys = new LinkedHashMap<>();
        Map<String, Map<String, String>> columns = new LinkedHashMap<>();
        Map<String, String> ruleTexts = new LinkedHashMap<>();
        Object root = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) Objects.requireNonNull(root)).entrySet()) {
            if (entry.getKey().equals("columns")) {
                for (Object column : (List<?>) entry.getValue()) {
                    Map<String, String> texts = texts((Map<?, ?>) column);
                    columns.put(texts.getOrDefault("name", ""), texts);
                }
            } else if (entry.getKey().equals("rules")) {
                for (Object rule : (List<?>) entry.getValue()) {
                    Map<String, String> texts = texts((Map<?, ?>) rule);
                    ruleTexts.put(texts.getOrDefault("name", ""), texts.getOrDefault("expr", ""));
                }
            } else {
                keys.put(String.valueOf(entry.getKey()), text(entry.getValue()));
            }
        }
        return new DefinitionKeys(yaml, fileName, definition, keys, columns, ruleTexts);
    }

    /** One that there is. */
    Column column(String name) {
        return definition.columns().get(definition.columnIndex(name));
    }

    /** Of a column that there is. */
    Map<String, String> texts(String column) {
        return columns.getOrDefault(column, Map.of());
    }

    String ruleText(String rule) {
        return ruleTexts.getOrDefault(rule, "");
    }

    boolean isKey(String column) {
        return Arrays.stream(definition.keyColumns())
                .anyMatch(index -> definition.columns().get(index).name().equals(column));
    }

    /** Whether the files of the schema are, by their content, those that another definition has under the same name. */
    boolean hasSchemaOf(DefinitionKeys other) {
        try {
            return DefinitionReader.parse(yaml, other.fileName).version().equals(definition.version());
        } catch (InvalidDefinitionException missing) {
            return false;
        }
    }

    private static Map<String, String> texts(Map<?, ?> mapping) {
        Map<String, String> texts = new LinkedHashMap<>();
        mapping.forEach((key, value) -> texts.put(String.valueOf(key), text(value)));
        return texts;
    }

    /** A single value may be written as a list of one. */
    private static String text(Object value) {
        return value instanceof List<?> list && list.size() == 1 ? String.valueOf(list.get(0)) : String.valueOf(value);
    }
}
