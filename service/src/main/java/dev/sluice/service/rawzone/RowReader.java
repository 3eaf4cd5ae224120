package dev.sluice.service.rawzone;

import dev.sluice.service.rawzone.parquet.RowLayout;
import dev.sluice.service.rawzone.parquet.SingleObject;
import dev.sluice.service.rawzone.parquet.SourceRow;
import dev.sluice.service.rawzone.parquet.UnreadableRowException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;

/** Finds the layout of each row by the fingerprint that it carries. For one thread. */
final class RowReader {

    private final LongFunction<Schema> schemas;
    private final Map<Long, RowLayout> layouts = new HashMap<>();

    record Read(SourceRow row, RowLayout layout) {}

    RowReader(LongFunction<Schema> schemas) {
        this.schemas = schemas;
    }

    /** @throws UnreadableRowException naming the row, when it cannot be read */
    Read read(ConsumerRecord<byte[], byte[]> message) {
        try {
            byte[] bytes = message.value();
            RowLayout layout = layouts.computeIfAbsent(
                    SingleObject.fingerprint(bytes), fingerprint -> new RowLayout(schema(fingerprint)));
            var row = new SourceRow(
                    bytes, message.partition(), message.offset(), message.timestamp(), layout.lineage(bytes));
            return new Read(row, layout);
        } catch (UnreadableRowException unreadable) {
            throw new UnreadableRowException(
                    unreadable.getMessage() + " (" + message.topic() + "-" + message.partition() + "@"
                            + message.offset() + ")",
                    unreadable);
        }
    }

    private Schema schema(long fingerprint) {
        try {
            return schemas.apply(fingerprint);
        } catch (RetriableException brokerAway) {
            throw brokerAway;
        } catch (RuntimeException unknown) {
            throw new UnreadableRowException(
                    String.format("Cannot read a row of schema %016x: %s", fingerprint, unknown.getMessage()), unknown);
        }
    }
}
