package dev.sluice.service.dedup;

import dev.sluice.service.state.BlockBuffer;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * First sightings, as the changelog has them: one byte of version, then for each its time, partition,
 * offset and index, and its record key behind its length, all numbers as Kafka's own varints. Not thread-safe.
 */
public final class SightingBlock {

    private static final byte VERSION = 1;

    private final BlockBuffer buffer = new BlockBuffer(VERSION);

    public void add(byte[] key, Sighting sighting) {
        buffer.putVarlong(sighting.time());
        buffer.putVarint(sighting.partition());
        buffer.putVarlong(sighting.offset());
        buffer.putVarint(sighting.index());
        buffer.putBytes(key);
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

    /** @throws SerializationException when the bytes are of another version of the format */
    static void read(byte[] bytes, BiConsumer<byte[], Sighting> reader) {
        ByteBuffer block = ByteBuffer.wrap(bytes);
        byte version = block.get();
        if (version != VERSION) {
            throw new SerializationException("Invalid version of a dedup changelog: " + version + ", expected "
                    + VERSION + "; it was written by another release of Sluice");
        }
        while (block.hasRemaining()) {
            long time = ByteUtils.readVarlong(block);
            int partition = ByteUtils.readVarint(block);
            long offset = ByteUtils.readVarlong(block);
            int index = ByteUtils.readVarint(block);
            reader.accept(BlockBuffer.readBytes(block), new Sighting(partition, offset, index, time));
        }
    }
}
