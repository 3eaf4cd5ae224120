package dev.sluice.record.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.xml.validation.Schema;
import org.jspecify.annotations.Nullable;

/** How the messages of one dataset become rows. Immutable and thread-safe; made by {@link DefinitionReader}. */
public final class RecordDefinition {

    private final String dataset;
    private final String version;
    private final XmlPath recordPath;
    private final RowPath rowPath;
    private final List<Column> columns;
    private final List<RowRule> rules;
    private final int[] keyColumns;
    private final OptionalInt eventTimeColumn;
    private final PartitionBy partitionBy;
    private final Unique unique;
    private final Duration lateAfter;
    private final Duration futureTolerance;
    private final UnknownElements unknownElements;
    private final Dtd dtd;
    private final @Nullable Schema schema;
    private final boolean allowEmpty;
    private final Limits limits;

    RecordDefinition(
            String dataset,
            String version,
            XmlPath recordPath,
            RowPath rowPath,
            List<Column> columns,
            List<RowRule> rules,
            int[] keyColumns,
            OptionalInt eventTimeColumn,
            PartitionBy partitionBy,
            Unique unique,
            Duration lateAfter,
            Duration futureTolerance,
            UnknownElements unknownElements,
            Dtd dtd,
            @Nullable Schema schema,
            boolean allowEmpty,
            Limits limits) {
        this.dataset = dataset;
        this.version = version;
        this.recordPath = recordPath;
        this.rowPath = rowPath;
        this.columns = List.copyOf(columns);
        this.rules = List.copyOf(rules);
        this.keyColumns = keyColumns.clone();
        this.eventTimeColumn = eventTimeColumn;
        this.partitionBy = partitionBy;
        this.unique = unique;
        this.lateAfter = lateAfter;
        this.futureTolerance = futureTolerance;
        this.unknownElements = unknownElements;
        this.dtd = dtd;
        this.schema = schema;
        this.allowEmpty = allowEmpty;
        this.limits = limits;
    }

    /** Names topics, folders and the Avro schema: lower-case letters, digits, {@code -} and {@code _}. */
    public String dataset() {
        return dataset;
    }

    /**
     * First twelve hex digits of the SHA-256 of the definition file, so that {@code sha256sum} verifies it. With a
     * schema, of the SHA-256 of the digests of the definition and of the schema's files, in the order of their paths.
     */
    public String version() {
        return version;
    }

    /** Absolute path of elements; each match is one record. */
    public XmlPath recordPath() {
        return recordPath;
    }

    /** Of the elements that become rows: the records, or what they explode into. */
    public RowPath rowPath() {
        return rowPath;
    }

    public List<Column> columns() {
        return columns;
    }

    /** Rules over several columns; those of one column are its own. */
    public List<RowRule> rules() {
        return rules;
    }

    /** @throws IllegalArgumentException when there is no such column */
    public int columnIndex(String name) {
        for (Column column : columns) {
            if (column.name().equals(name)) {
                return column.index();
            }
        }
        throw new IllegalArgumentException("Invalid column: " + name + ", expected a column of dataset " + dataset);
    }

    /** Indexes of the columns that make up the dedup key, at least one. */
    public int[] keyColumns() {
        return keyColumns.clone();
    }

    /** Index of the timestamp column that lateness is measured by. */
    public OptionalInt eventTimeColumn() {
        return eventTimeColumn;
    }

    /** What partitions the Processed Zone; rows without a value have a folder of their own. */
    public PartitionBy partitionBy() {
        return partitionBy;
    }

    /** Where in the Processed Zone a key is there once. */
    public Unique unique() {
        return unique;
    }

    /** A row is late when its message's timestamp is this much past its event time. */
    public Duration lateAfter() {
        return lateAfter;
    }

    /** A row is flagged when its event time is this much past its message's timestamp. */
    public Duration futureTolerance() {
        return futureTolerance;
    }

    public UnknownElements unknownElements() {
        return unknownElements;
    }

    public Dtd dtd() {
        return dtd;
    }

    /** That a message must be valid by, as a whole. */
    public Optional<Schema> schema() {
        return Optional.ofNullable(schema);
    }

    /** Whether a well-formed message without any record is all right. */
    public boolean allowEmpty() {
        return allowEmpty;
    }

    public Limits limits() {
        return limits;
    }
}
