package dev.sluice.record.compatibility;

import dev.sluice.record.definition.DefinitionReader;
import dev.sluice.record.definition.InvalidDefinitionException;
import dev.sluice.record.definition.RecordDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A definition beside its keys as they are written, so that a key which the comparison does not know is not missed. */
record DefinitionKeys(RecordDefinition definition, Map<String, String> keys, Map<String, Map<String, String>> columns) {

    static DefinitionKeys of(String yaml, String fileName) throws InvalidDefinitionException {
        RecordDefinition definition = DefinitionReader.parse(yaml, fileName);
        Map<String, String> keys = new LinkedHashMap<>();
        Map<String, Map<String, String>> columns = new LinkedHashMap<>();
        Object root = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) Objects.requireNonNull(root)).entrySet()) {
            if (entry.getKey().equals("columns")) {
                for (Object column : (List<?>) entry.getValue()) {
                    Map<String, String> texts = texts((Map<?, ?>) column);
                    columns.put(texts.getOrDefault("name", ""), texts);
                }
            } else {
                keys.put(String.valueOf(entry.getKey()), text(entry.getValue()));
            }
        }
        return new DefinitionKeys(definition, keys, columns);
    }

    /** Of a column that there is. */
    Map<String, String> column(String name) {
        return columns.getOrDefault(name, Map.of());
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
