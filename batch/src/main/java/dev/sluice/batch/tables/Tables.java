package dev.sluice.batch.tables;

import dev.sluice.batch.merge.SparkSchema;
import dev.sluice.record.definition.RecordDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** Both zones of a dataset as tables: {@code <dataset>_raw} and {@code <dataset>}. */
public final class Tables {

    private static final List<StructField> INGEST_HOUR = List.of(
            DataTypes.createStructField("ingest_date", DataTypes.DateType, true),
            DataTypes.createStructField("ingest_hour", DataTypes.IntegerType, true));

    private final RecordDefinition definition;
    private final Dialect dialect;
    private final List<StructField> columns;

    public Tables(RecordDefinition definition, Dialect dialect) {
        this.definition = definition;
        this.dialect = dialect;
        this.columns = Arrays.asList(SparkSchema.raw(definition).fields());
    }

    /** @param zone location of the RAW zone */
    public String raw(String zone) {
        return dialect.create(name() + "_raw", columns, INGEST_HOUR, folder(zone));
    }

    /** @param zone location of the Processed Zone */
    public String processed(String zone) {
        StructField partition = SparkSchema.partition(definition);
        List<StructField> inFiles =
                columns.stream().filter(field -> !field.equals(partition)).toList();
        return dialect.create(name(), inFiles, List.of(partition), folder(zone));
    }

    /**
     * The same where it is a Delta table; empty where the engine cannot read one.
     *
     * @param zone location of the Processed Zone
     */
    public Optional<String> processedAsDelta(String zone) {
        return dialect.register(name(), folder(zone));
    }

    private String name() {
        return definition.dataset().replace('-', '_');
    }

    private String folder(String zone) {
        return zone.replaceAll("/+$", "") + "/" + definition.dataset();
    }
}
