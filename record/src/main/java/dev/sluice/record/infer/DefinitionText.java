package dev.sluice.record.infer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what was observed as a definition, with comments that say what was a guess. */
final class DefinitionText {

    private static final String NO_DATE = "no_date";

    private final String dataset;
    private final List<String> record;
    private final SampleReader reader;
    private final Observations observations;
    private final Map<String, Observation> columns = new LinkedHashMap<>();

    DefinitionText(String dataset, List<String> record, SampleReader reader, Observations observations) {
        this.dataset = dataset;
        this.record = record;
        this.reader = reader;
        this.observations = observations;
        ColumnNames names = new ColumnNames();
        observations.all().forEach(observation -> columns.put(names.of(observation.path()), observation));
    }

    Map<String, Observation> columns() {
        return columns;
    }

    String write() throws CannotInferException {
        StringBuilder yaml = new StringBuilder();
        yaml.append("# Inferred from samples with ").append(observations.records());
        yaml.append(" records; look at key, partition-by and required before you rely on them.\n");
        yaml.append("dataset: ").append(dataset).append('\n');
        yaml.append("record: ").append(quoted("/" + String.join("/", record))).append('\n');
        List<String> key = new KeyGuess(columns, observations.records()).key();
        yaml.append("key: [").append(String.join(", ", key)).append("]  # a guess from the samples\n");
        String partition = partition();
        yaml.append("partition-by: ")
                .append(partition.isEmpty() ? NO_DATE : partition)
                .append('\n');
        if (reader.sawDoctype()) {
            yaml.append("dtd: skip  # samples have a DOCTYPE\n");
        }
        if (!reader.namespaces().isEmpty()) {
            yaml.append("namespaces:\n");
            reader.namespaces()
                    .forEach((prefix, namespace) -> yaml.append("  ")
                            .append(quoted(prefix))
                            .append(": ")
                            .append(quoted(namespace))
                            .append('\n'));
        }
        yaml.append("columns:\n");
        columns.forEach((name, observation) -> yaml.append(column(name, observation)));
        if (partition.isEmpty()) {
            yaml.append("  # No date is in every record: until you choose one, all rows are of the same day.\n");
            yaml.append("  - {name: no_date, path: \"@no_date\", type: date, required: true, default: 1970-01-01}\n");
        }
        return yaml.toString();
    }

    private String partition() {
        return columns.entrySet().stream()
                .filter(entry -> entry.getValue().type().equals("date"))
                .filter(entry -> !entry.getValue().isRepeated())
                .filter(entry -> entry.getValue().isInAll(observations.records()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private String column(String name, Observation observation) {
        String type = observation.isRepeated() ? "list<" + observation.type() + ">" : observation.type();
        String required = observation.isInAll(observations.records()) ? ", required: true" : "";
        return "  - {name: " + quoted(name) + ", path: " + quoted(observation.path()) + ", type: " + quoted(type)
                + required + "}\n";
    }

    /** Plain where YAML would not take it for something else. */
    private static String quoted(String text) {
        boolean plain = text.matches("[a-z/][a-zA-Z0-9_/]*") && !text.matches("true|false|null|yes|no|on|off|y|n");
        return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
