package dev.sluice.record.avro;

import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.ColumnType;
import dev.sluice.record.definition.RecordDefinition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The Avro schema of a dataset's rows: the data columns in the definition's order, each nullable, then the lineage
 * columns that are known when a message is decoded.
 */
public final class RowSchema {

    private static final String NAMESPACE = "dev.sluice.rows";

    private RowSchema() {}

    public static Schema of(RecordDefinition definition) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Column column : definition.columns()) {
            fields.add(nullable(column.name(), type(column.type())));
        }
        fields.addAll(lineage());
        String name = definition.dataset().replace('-', '_');
        return Schema.createRecord(name, null, namespace(definition), false, fields);
    }

    /**
     * CRC-64-AVRO of the schema's parsing canonical form, as the single-object encoding has it.
     *
     * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#schema-fingerprints">Avro's specification</a>
     */
    public static long fingerprint(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema);
    }

    /**
     * The canonical form drops logical types: a decimal(10,2) and a decimal(10,3), or a long and a timestamp, would
     * share a fingerprint, and rows of an earlier definition would be misread. So the namespace tells them apart.
     */
    private static String namespace(RecordDefinition definition) {
        StringBuilder types = new StringBuilder();
        for (Column column : definition.columns()) {
            types.append(column.type().label()).append(';');
        }
        CRC32C crc = new CRC32C();
        crc.update(types.toString().getBytes(StandardCharsets.UTF_8));
        return String.format("%s.types_%08x", NAMESPACE, crc.getValue());
    }

    private static Schema type(ColumnType type) {
        if (type instanceof ColumnType.Decimal decimal) {
            return LogicalTypes.decimal(decimal.precision(), decimal.scale())
                    .addToSchema(Schema.create(Schema.Type.BYTES));
        }
        if (type instanceof ColumnType.ListOf list) {
            return Schema.createArray(orNull(type(list.element())));
        }
        return switch ((ColumnType.Simple) type) {
            case STRING, XML -> Schema.create(Schema.Type.STRING);
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case INT -> Schema.create(Schema.Type.INT);
            case LONG -> Schema.create(Schema.Type.LONG);
            case FLOAT -> Schema.create(Schema.Type.FLOAT);
            case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
            case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case TIME -> LogicalTypes.timeMicros().addToSchema(Schema.create(Schema.Type.LONG));
            case TIMESTAMP -> timestamp();
            case BINARY -> Schema.create(Schema.Type.BYTES);
        };
    }

    private static List<Schema.Field> lineage() {
        return List.of(
                field(LineageColumns.KAFKA_PARTITION, Schema.create(Schema.Type.INT)),
                field(LineageColumns.KAFKA_OFFSET, Schema.create(Schema.Type.LONG)),
                field(LineageColumns.KAFKA_TIMESTAMP, timestamp()),
                field(LineageColumns.RECORD_INDEX, Schema.create(Schema.Type.INT)),
                field(LineageColumns.INGEST_EPOCH, Schema.create(Schema.Type.INT)),
                field(LineageColumns.DEFINITION_VERSION, Schema.create(Schema.Type.STRING)),
                field(LineageColumns.IS_LATE_ARRIVING, Schema.create(Schema.Type.BOOLEAN)),
                nullable(LineageColumns.ARRIVAL_DELAY_SECONDS, Schema.create(Schema.Type.LONG)),
                field(LineageColumns.QUALITY_FLAGS, Schema.createArray(Schema.create(Schema.Type.STRING))),
                nullable(LineageColumns.RESCUED_DATA, Schema.create(Schema.Type.STRING)),
                field(LineageColumns.SOURCE_HOUR, Schema.create(Schema.Type.INT)));
    }

    private static Schema timestamp() {
        return LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
    }

    private static Schema.Field field(String name, Schema type) {
        return new Schema.Field(name, type);
    }

    private static Schema.Field nullable(String name, Schema type) {
        return new Schema.Field(name, orNull(type), null, JsonProperties.NULL_VALUE);
    }

    private static Schema orNull(Schema type) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), type);
    }
}
