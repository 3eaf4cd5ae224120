package dev.sluice.batch.merge;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table or of a new RAW file, reduced to what decides whether it is in the table afterwards.
 *
 * @param file name of the file that holds it; with the position in the rows topic it names the row
 * @param arrived whether it is of a new RAW file
 * @param epoch replay epoch
 * @param partition of the message in the input topic
 * @param offset of the message
 * @param index of the record within its message
 * @param rowsPartition of the rows topic
 * @param rowsOffset in the rows topic: the order of sightings
 * @param appendedMillis when it was appended to the rows topic
 * @param date of its folder
 */
record Sighting(
        String file,
        boolean arrived,
        int epoch,
        int partition,
        long offset,
        int index,
        int rowsPartition,
        long rowsOffset,
        long appendedMillis,
        @Nullable String date) {

    static final Comparator<Sighting> ORDER = Comparator.comparingInt(Sighting::epoch)
            .thenComparingInt(Sighting::rowsPartition)
            .thenComparingLong(Sighting::rowsOffset);

    boolean isSameRecordAs(Sighting other) {
        return partition == other.partition && offset == other.offset && index == other.index;
    }
}
