package dev.sluice.service.decode;

import dev.sluice.record.avro.Lineage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message after validation: everything that any later step needs to know about it.
 *
 * @param original the message's value as it came; null for a tombstone
 * @param records how many records it held
 * @param rows the valid ones, in document order
 * @param rejections one for each rejected record in document order, or a single one for a malformed message
 */
public record CheckedMessage(
        Lineage lineage,
        byte @Nullable [] original,
        Outcome outcome,
        int records,
        List<EncodedRow> rows,
        List<Rejection> rejections) {

    public int rejectedRecords() {
        return records - rows.size();
    }
}
