package dev.sluice.batch.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.batch.ledger.BatchCommit;
import dev.sluice.batch.ledger.BatchCommitJson;
import dev.sluice.batch.ledger.DataFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimeType;

/** The lines of a version of the log, as https://github.com/delta-io/delta/blob/master/PROTOCOL.md has them. */
final class DeltaActions {

    /** Hive's name for "no value" in a folder's name; in the log it is a null. */
    private static final String NO_VALUE = "__HIVE_DEFAULT_PARTITION__";

    private static final ObjectMapper JSON = new ObjectMapper();

    private DeltaActions() {}

    static List<ObjectNode> of(
            BatchCommit batch, Optional<DeltaSnapshot> before, StructType schema, String partitionColumn) {
        long now = batch.writtenAtMillis();
        boolean onlyRearranges = batch.counts().rowsIn() == 0;
        List<ObjectNode> actions = new ArrayList<>();
        actions.add(commitInfo(batch, before, onlyRearranges, now));
        if (before.isEmpty()) {
            actions.add(protocol());
        }
        StructType merged = merged(before.map(DeltaSnapshot::schema).orElse(new StructType()), schema);
        if (before.isEmpty() || !merged.equals(before.get().schema())) {
            actions.add(metaData(before, merged, partitionColumn, now));
        }
        actions.add(action(
                "txn",
                json -> json.put("appId", DeltaLog.APP_ID)
                        .put("version", batch.number())
                        .put("lastUpdated", now)));
        batch.removed().forEach(file -> actions.add(remove(file, batch.dataset(), onlyRearranges, now)));
        batch.added().forEach(file -> actions.add(add(file, batch.dataset(), onlyRearranges, now)));
        return actions;
    }

    private interface Fields {
        void put(ObjectNode json);
    }

    private static ObjectNode action(String name, Fields fields) {
        ObjectNode action = JsonNodeFactory.instance.objectNode();
        fields.put(action.putObject(name));
        return action;
    }

    private static ObjectNode commitInfo(
            BatchCommit batch, Optional<DeltaSnapshot> before, boolean onlyRearranges, long now) {
        return action("commitInfo", json -> {
            json.put("timestamp", now)
                    .put("operation", onlyRearranges ? "OPTIMIZE" : "MERGE")
                    .put("isBlindAppend", false)
                    .put("engineInfo", "Sluice")
                    .put("txnId", batch.batchId());
            json.putObject("operationParameters");
            before.ifPresent(snapshot -> json.put("readVersion", snapshot.version()));
            try {
                json.set(DeltaLog.BATCH, JSON.readTree(BatchCommitJson.write(batch)));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }

    private static ObjectNode protocol() {
        return action("protocol", json -> json.put("minReaderVersion", 1).put("minWriterVersion", 2));
    }

    private static ObjectNode metaData(
            Optional<DeltaSnapshot> before, StructType schema, String partitionColumn, long now) {
        return action("metaData", json -> {
            json.put(
                    "id",
                    before.map(DeltaSnapshot::id)
                            .orElseGet(() -> UUID.randomUUID().toString()));
            json.putObject("format").put("provider", "parquet").putObject("options");
            json.put("schemaString", schema.json());
            json.putArray("partitionColumns").add(partitionColumn);
            ObjectNode configuration = json.putObject("configuration");
            before.ifPresent(snapshot -> snapshot.configuration().forEach(configuration::put));
            json.put("createdTime", before.map(DeltaSnapshot::createdMillis).orElse(now));
        });
    }

    private static ObjectNode add(DataFile file, String dataset, boolean onlyRearranges, long now) {
        return action("add", json -> {
            json.put("path", path(file, dataset));
            partitionValues(json, file);
            json.put("size", file.bytes())
                    .put("modificationTime", now)
                    .put("dataChange", !onlyRearranges)
                    .put("stats", stats(file));
        });
    }

    private static String stats(DataFile file) {
        try {
            return JSON.writeValueAsString(JsonNodeFactory.instance.objectNode().put("numRecords", file.rows()));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static ObjectNode remove(DataFile file, String dataset, boolean onlyRearranges, long now) {
        return action("remove", json -> {
            json.put("path", path(file, dataset))
                    .put("deletionTimestamp", now)
                    .put("dataChange", !onlyRearranges)
                    .put("extendedFileMetadata", true);
            partitionValues(json, file);
            json.put("size", file.bytes());
        });
    }

    private static void partitionValues(ObjectNode json, DataFile file) {
        String folder = file.folder().substring(file.folder().lastIndexOf('/') + 1);
        int equals = folder.indexOf('=');
        String value = folder.substring(equals + 1);
        json.putObject("partitionValues").put(folder.substring(0, equals), value.equals(NO_VALUE) ? null : value);
    }

    /** Relative to the table and percent-encoded. */
    private static String path(DataFile file, String dataset) {
        try {
            return new URI(null, null, file.path().substring(dataset.length() + 1), null).toASCIIString();
        } catch (URISyntaxException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /** What was there, then what is new: a column that the definition has lost stays, and is null in new rows. */
    private static StructType merged(StructType before, StructType wanted) {
        StructType merged = before;
        for (StructField field : ofDelta(wanted).fields()) {
            if (!List.of(before.fieldNames()).contains(field.name())) {
                merged = merged.add(field);
            }
        }
        return merged;
    }

    /** As Delta has the types: it knows no time of day, which is stored as microseconds since midnight. */
    static StructType ofDelta(StructType schema) {
        StructType known = new StructType();
        for (StructField field : schema.fields()) {
            known = known.add(field.name(), ofDelta(field.dataType()), true);
        }
        return known;
    }

    private static DataType ofDelta(DataType type) {
        if (type instanceof ArrayType list) {
            return DataTypes.createArrayType(ofDelta(list.elementType()), true);
        }
        return type instanceof TimeType ? DataTypes.LongType : type;
    }
}
