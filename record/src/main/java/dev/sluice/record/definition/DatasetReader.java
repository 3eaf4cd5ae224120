package dev.sluice.record.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import javax.xml.validation.Schema;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the whole of a definition, once its YAML is known to be one. */
final class DatasetReader {

    private static final List<String> KEYS = List.of(
            "dataset",
            "record",
            "explode",
            "key",
            "event-time",
            "late-after",
            "future-tolerance",
            "partition-by",
            "unique",
            "namespaces",
            "unknown-elements",
            "dtd",
            "schema",
            "allow-empty",
            "limits",
            "columns",
            "rules");
    private static final List<String> LIMITS = List.of(
            "message-bytes", "depth", "attributes", "name-length", "text-length", "names", "records", "rows-bytes");
    private static final String DATASET = "[a-z][a-z0-9_-]{0,99}";
    private static final Duration DEFAULT_LATE_AFTER = Duration.ofHours(24);
    /** More than any mistaken time zone makes of a right time. */
    private static final Duration DEFAULT_FUTURE_TOLERANCE = Duration.ofHours(24);

    private final String fileName;
    private final DefinitionVersion version;
    private final Problems problems;
    private final Fields fields;
    private final Map<String, Column> columnsByName = new HashMap<>();
    /** Also of columns that have problems of their own, so that these do not bring others with them. */
    private final Set<String> columnNames = new HashSet<>();

    DatasetReader(Node root, String fileName, DefinitionVersion version, Problems problems) {
        this.fileName = fileName;
        this.version = version;
        this.problems = problems;
        this.fields = new Fields(root, "", KEYS, problems);
    }

    /** The definition, or null when there are problems. */
    @Nullable
    RecordDefinition read() {
        return read(new SchemaReader(fileName, fields, version, problems).read());
    }

    /** Without its schema, which concerns messages and not rows. */
    @Nullable
    RecordDefinition readForRows() {
        return read(null);
    }

    private @Nullable RecordDefinition read(@Nullable Schema schema) {
        String dataset = dataset();
        PathParser paths = new PathParser(namespaces());
        RowPathReader rowPaths = new RowPathReader(fields, paths, problems);
        XmlPath record = rowPaths.record();
        RowPath rowPath = record == null ? null : rowPaths.rows(record);
        List<Column> columns = columns(paths, rowPath);
        List<RowRule> rules = new RowRulesReader(fields, problems).read(columns);
        int[] key = key();
        OptionalInt eventTime = eventTime();
        PartitionBy partition = partition();
        Unique unique = fields.choice("unique", Unique.PARTITION);
        Duration lateAfter = duration("late-after", DEFAULT_LATE_AFTER);
        Duration futureTolerance = duration("future-tolerance", DEFAULT_FUTURE_TOLERANCE);
        UnknownElements unknownElements = fields.choice("unknown-elements", UnknownElements.IGNORE);
        if (unknownElements != UnknownElements.IGNORE && fields.has("explode")) {
            fields.invalid(
                    "unknown-elements",
                    String.valueOf(fields.text("unknown-elements")),
                    "ignore, because with explode an element may belong to several rows");
        }
        Dtd dtd = fields.choice("dtd", Dtd.REFUSE);
        boolean allowEmpty = fields.isTrue("allow-empty");
        Limits limits = limits();
        if (!problems.isEmpty() || dataset == null || record == null || rowPath == null || partition == null) {
            return null;
        }
        return new RecordDefinition(
                dataset,
                version.digits(),
                record,
                rowPath,
                columns,
                rules,
                key,
                eventTime,
                partition,
                unique,
                lateAfter,
                futureTolerance,
                unknownElements,
                dtd,
                schema,
                allowEmpty,
                limits);
    }

    private @Nullable String dataset() {
        String dataset = fields.requiredText("dataset");
        if (dataset != null && !dataset.matches(DATASET)) {
            fields.invalid("dataset", dataset, "lower-case letters, digits, - and _, a letter first, at most 100");
        }
        return dataset;
    }

    private Map<String, String> namespaces() {
        Map<String, String> namespaces = new HashMap<>();
        Node node = fields.node("namespaces");
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                if (!(entry.getKeyNode() instanceof ScalarNode prefix)
                        || !(entry.getValueNode() instanceof ScalarNode uri)
                        || !XmlNames.isName(prefix.getValue())
                        || uri.getValue().isEmpty()) {
                    problems.add(entry.getKeyNode(), "Invalid entry of namespaces, expected prefix: \"uri\"");
                } else if (namespaces.put(prefix.getValue(), uri.getValue()) != null) {
                    problems.add(prefix, "Invalid prefix: " + prefix.getValue() + ", expected it only once");
                }
            }
        } else if (node != null) {
            fields.invalid("namespaces", "no mapping", "entries of prefix: \"uri\"");
        }
        return namespaces;
    }

    private List<Column> columns(PathParser paths, @Nullable RowPath rows) {
        List<Column> columns = new ArrayList<>();
        Map<String, Node> places = new HashMap<>();
        Node node = fields.required("columns");
        List<Node> entries = node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
        if (node != null && entries.isEmpty()) {
            fields.invalid("columns", "none", "a list of at least one column");
        }
        for (int i = 0; i < entries.size(); i++) {
            ColumnReader reader = new ColumnReader(i, entries.get(i), paths, problems);
            Column column = reader.read();
            columnNames.add(reader.label());
            if (column == null) {
                continue;
            }
            // Spark and DuckDB do not tell upper from lower case in names of columns.
            String folded = column.name().toLowerCase(Locale.ROOT);
            if (places.putIfAbsent(folded, entries.get(i)) != null) {
                problems.add(
                        reader.place("name"),
                        "Invalid name: " + column.name() + ", expected one that no other column has in any case");
            }
            if (rows != null && rows.isAmbiguousFor(column.path())) {
                problems.add(
                        reader.place("path"),
                        "Invalid path of column " + column.name() + ": " + column.path()
                                + ", expected no narrower step than " + rows + " has in its place");
            }
            columns.add(column);
            columnsByName.put(column.name(), column);
        }
        return columns;
    }

    private int[] key() {
        fields.required("key");
        List<ScalarNode> names = fields.texts("key");
        if (fields.has("key") && names.isEmpty()) {
            fields.invalid("key", "nothing", "at least one column");
        }
        List<Integer> key = new ArrayList<>();
        for (ScalarNode name : names) {
            Column column = column("key", name, name.getValue());
            if (column == null) {
                continue;
            }
            if (!column.type().canBeKey()) {
                problems.add(
                        name,
                        "Invalid key: " + column.name() + " of type "
                                + column.type().label() + ", expected a column of type string, boolean, int, long,"
                                + " decimal, date, time or timestamp");
            } else if (column.mask() == Mask.REDACT) {
                problems.add(
                        name,
                        "Invalid key: " + column.name() + " with mask: redact, expected a column whose values differ");
            } else if (key.contains(column.index())) {
                problems.add(name, "Invalid key: " + column.name() + ", expected it only once");
            }
            key.add(column.index());
        }
        return key.stream().mapToInt(Integer::intValue).toArray();
    }

    private OptionalInt eventTime() {
        Column column = columnOfType("event-time", ColumnType.Simple.TIMESTAMP);
        return column == null ? OptionalInt.empty() : OptionalInt.of(column.index());
    }

    private @Nullable PartitionBy partition() {
        String text = fields.requiredText("partition-by");
        return text == null
                ? null
                : new PartitionByReader(fields, columnsByName.values())
                        .read(text, name -> column("partition-by", fields.place("partition-by"), name));
    }

    private @Nullable Column columnOfType(String key, ColumnType type) {
        String name = fields.text(key);
        Column column = name == null ? null : column(key, fields.place(key), name);
        if (column != null && column.type() != type) {
            fields.invalid(
                    key, column.name() + " of type " + column.type().label(), "a column of type " + type.label());
            return null;
        }
        return column;
    }

    private @Nullable Column column(String key, Node place, String name) {
        Column column = columnsByName.get(name);
        if (column == null && !columnNames.contains(name)) {
            problems.add(
                    place,
                    "Invalid " + key + ": " + name + ", expected the name of a column"
                            + Suggestion.of(name, columnNames));
        }
        return column;
    }

    private Duration duration(String key, Duration byDefault) {
        String text = fields.text(key);
        try {
            return text == null ? byDefault : Quantities.duration(text);
        } catch (NumberFormatException invalid) {
            fields.invalid(key, String.valueOf(text), "a time such as 90m, 24h or 7d");
            return byDefault;
        }
    }

    private Limits limits() {
        Node node = fields.node("limits");
        if (node == null) {
            return Limits.DEFAULT;
        }
        Fields limits = new Fields(node, " of limits", LIMITS, problems);
        return new Limits(
                limits.bytes("message-bytes", Limits.DEFAULT.messageBytes()),
                limits.count("depth", Limits.DEFAULT.depth(), 1),
                limits.count("attributes", Limits.DEFAULT.attributes(), 1),
                limits.count("name-length", Limits.DEFAULT.nameLength(), 1),
                limits.count("text-length", Limits.DEFAULT.textLength(), 1),
                limits.count("names", Limits.DEFAULT.names(), 1),
                limits.count("records", Limits.DEFAULT.records(), 1),
                limits.bytes("rows-bytes", Limits.DEFAULT.rowsBytes()));
    }
}
