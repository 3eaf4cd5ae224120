package dev.sluice.service.dedup;

import dev.sluice.service.rekey.RekeyedRow;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * Where and when a record key was first seen.
 *
 * @param partition of the message in the input topic
 * @param offset of the message
 * @param index of the record within the message
 * @param time broker time, epoch milliseconds
 */
public record Sighting(int partition, long offset, int index, long time) {

    static Sighting of(RekeyedRow row, long time) {
        return new Sighting(row.partition(), row.offset(), row.index(), time);
    }

    static Sighting fromBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Sighting(
                ByteUtils.readVarint(buffer),
                ByteUtils.readVarlong(buffer),
                ByteUtils.readVarint(buffer),
                ByteUtils.readVarlong(buffer));
    }

    byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(ByteUtils.sizeOfVarint(partition)
                + ByteUtils.sizeOfVarlong(offset)
                + ByteUtils.sizeOfVarint(index)
                + ByteUtils.sizeOfVarlong(time));
        ByteUtils.writeVarint(partition, buffer);
        ByteUtils.writeVarlong(offset, buffer);
        ByteUtils.writeVarint(index, buffer);
        ByteUtils.writeVarlong(time, buffer);
        return buffer.array();
    }

    /** Whether the row is the very record that was seen, coming again. */
    boolean isOf(RekeyedRow row) {
        return partition == row.partition() && offset == row.offset() && index == row.index();
    }
}
