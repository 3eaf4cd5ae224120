package dev.sluice.record.infer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes what was observed as a definition, with comments that say what was a guess. */
final class DefinitionText {

    private static final String NO_DATE = "no_date";
    private static final String NO_KEY = "no_key";

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

    String write() {
        int records = observations.records();
        Optional<List<String>> key = new KeyGuess(columns, records, recordName()).key();
        DayGuess days = new DayGuess(columns, records);
        StringBuilder yaml = new StringBuilder();
        yaml.append("# Inferred from samples with ").append(records);
        yaml.append(" records; look at key, partition-by and required before you rely on them.\n");
        yaml.append("dataset: ").append(dataset).append('\n');
        yaml.append("record: ").append(quoted("/" + String.join("/", record))).append('\n');
        yaml.append(key.map(this::key).orElseGet(this::noKey));
        days.eventTime()
                .ifPresent(name -> yaml.append("event-time: ").append(name).append("  # a guess\n"));
        Optional<String> partition = days.date().or(() -> days.timestamp().flatMap(this::dayOf));
        yaml.append("partition-by: ")
                .append(partition.map(by -> by + "  # a guess").orElse(free(NO_DATE) + "  # no date found, choose"))
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
        if (key.isEmpty()) {
            yaml.append("  - {name: " + free(NO_KEY) + ", path: ., type: string}  # all text of the record\n");
        }
        if (partition.isEmpty()) {
            yaml.append("  # No date is in every record: until you choose one, all rows are of the same day.\n");
            yaml.append("  - {name: " + free(NO_DATE));
            yaml.append(", path: \"@no_date\", type: date, required: true, default: 1970-01-01}\n");
        }
        return yaml.toString();
    }

    /** As a column of it would be named. */
    private String recordName() {
        return new ColumnNames().of(record.get(record.size() - 1));
    }

    private String key(List<String> key) {
        String reason = observations.records() == 1
                ? "with one record any column would do"
                : "no two records of the samples have the same";
        return "key: ["
                + String.join(", ", key.stream().map(DefinitionText::quoted).toList()) + "]  # a guess: " + reason
                + "\n";
    }

    private String noKey() {
        return "# No key found, choose: no column, nor any three, tell the records of the samples apart.\n"
                + "# Until then records with the same text are taken for the same record.\n"
                + "key: [" + free(NO_KEY) + "]\n";
    }

    /** Unless a column has the name that its folders would have. */
    private Optional<String> dayOf(String timestamp) {
        return Stream.of("day", "hour", "month")
                .filter(part -> !columns.containsKey(timestamp + "_" + part))
                .map(part -> part + "(" + timestamp + ")")
                .findFirst();
    }

    /** A name that no column of the samples has. */
    private String free(String wanted) {
        return columns.containsKey(wanted) ? free(wanted + "_") : wanted;
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
