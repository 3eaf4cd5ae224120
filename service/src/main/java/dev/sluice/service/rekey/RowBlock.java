package dev.sluice.service.rekey;

import dev.sluice.record.avro.Lineage;
import dev.sluice.service.decode.EncodedRow;
import dev.sluice.service.state.BlockBuffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * Rows of many messages on their way to one partition of the re-key topic: one byte of version, then for each row its
 * source partition, offset, record index and hour, and its record key and its bytes behind their lengths, all numbers
 * as Kafka's own varints. See docs/decisions/0012. Not thread-safe.
 */
public final class RowBlock {

    private static final byte VERSION = 2;

    private final BlockBuffer buffer = new BlockBuffer(VERSION);

    public void add(Lineage lineage, EncodedRow row) {
        buffer.putVarint(lineage.partition());
        buffer.putVarlong(lineage.offset());
        buffer.putVarint(row.index());
        buffer.putVarint(lineage.sourceHour());
        buffer.putBytes(row.key());
        buffer.putBytes(row.bytes());
    }

    boolean isEmpty() {
        return buffer.isEmpty();
    }

    /** In bytes. */
    public int size() {
        return buffer.size();
    }

    /** The block's bytes; it is empty afterwards. */
    public byte[] take() {
        return buffer.take();
    }

    /**
     * @return the rows in the order in which they were added
     * @throws SerializationException when the bytes are of another version of the format
     */
    public static List<RekeyedRow> read(byte[] bytes) {
        ByteBuffer block = ByteBuffer.wrap(bytes);
        byte version = block.get();
        if (version != VERSION) {
            throw new SerializationException("Invalid version of a re-key record: " + version + ", expected " + VERSION
                    + "; it was written by another release of Sluice");
        }
        List<RekeyedRow> rows = new ArrayList<>();
        while (block.hasRemaining()) {
            int partition = ByteUtils.readVarint(block);
            long offset = ByteUtils.readVarlong(block);
            int index = ByteUtils.readVarint(block);
            int hour = ByteUtils.readVarint(block);
            byte[] key = BlockBuffer.readBytes(block);
            rows.add(new RekeyedRow(key, partition, offset, index, hour, BlockBuffer.readBytes(block)));
        }
        return rows;
    }
}
