package dev.sluice.record.avro;

/** Names of the columns that say where a row comes from. No data column's name begins with {@code _}. */
public final class LineageColumns {

    /** Partition of the XML message. */
    public static final String KAFKA_PARTITION = "_kafka_partition";
    /** Offset of the XML message. */
    public static final String KAFKA_OFFSET = "_kafka_offset";
    /** Timestamp of the XML message. */
    public static final String KAFKA_TIMESTAMP = "_kafka_timestamp";
    /** Position of the record within its message. */
    public static final String RECORD_INDEX = "_record_index";
    /** Replay epoch. */
    public static final String INGEST_EPOCH = "_ingest_epoch";
    /** Version of the definition that made the row. */
    public static final String DEFINITION_VERSION = "_definition_version";

    public static final String IS_LATE_ARRIVING = "_is_late_arriving";
    /** Message timestamp minus event time; null without an event time. */
    public static final String ARRIVAL_DELAY_SECONDS = "_arrival_delay_seconds";
    /** Rules that the row broke but that only flag, as {@code column:rule}. */
    public static final String QUALITY_FLAGS = "_quality_flags";
    /** Content of elements that no column reads, as JSON; null where there is none. */
    public static final String RESCUED_DATA = "_rescued_data";
    /** Hours since the epoch under which the row is counted; of the rows topic only. */
    public static final String SOURCE_HOUR = "_source_hour";

    /** Partition of the rows topic; added by the RAW sink. */
    public static final String ROWS_PARTITION = "_rows_partition";
    /** Offset in the rows topic, the order of sightings; added by the RAW sink. */
    public static final String ROWS_OFFSET = "_rows_offset";
    /** When the row was appended to the rows topic; added by the RAW sink. */
    public static final String INGEST_TIME = "_ingest_time";

    private LineageColumns() {}
}
