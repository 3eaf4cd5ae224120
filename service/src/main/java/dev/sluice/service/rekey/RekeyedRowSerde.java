package dev.sluice.service.rekey;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.ByteUtils;

/**
 * The envelope of a re-key record: one byte of version, then partition, offset, index and hour as Kafka's own
 * varints, then the row's bytes to the end. See docs/decisions/0001.
 */
public final class RekeyedRowSerde implements Serde<RekeyedRow> {

    private static final byte VERSION = 1;

    @Override
    public Serializer<RekeyedRow> serializer() {
        return (topic, row) -> {
            ByteBuffer buffer = ByteBuffer.allocate(1
                    + ByteUtils.sizeOfVarint(row.partition())
                    + ByteUtils.sizeOfVarlong(row.offset())
                    + ByteUtils.sizeOfVarint(row.index())
                    + ByteUtils.sizeOfVarint(row.hour())
                    + row.bytes().length);
            buffer.put(VERSION);
            ByteUtils.writeVarint(row.partition(), buffer);
            ByteUtils.writeVarlong(row.offset(), buffer);
            ByteUtils.writeVarint(row.index(), buffer);
            ByteUtils.writeVarint(row.hour(), buffer);
            return buffer.put(row.bytes()).array();
        };
    }

    @Override
    public Deserializer<RekeyedRow> deserializer() {
        return (topic, bytes) -> {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            byte version = buffer.get();
            if (version != VERSION) {
                throw new SerializationException("Invalid re-key record version: " + version + ", expected " + VERSION
                        + ", in topic " + topic + "; it was written by another release of Sluice");
            }
            return new RekeyedRow(
                    ByteUtils.readVarint(buffer),
                    ByteUtils.readVarlong(buffer),
                    ByteUtils.readVarint(buffer),
                    ByteUtils.readVarint(buffer),
                    rest(buffer));
        };
    }

    private static byte[] rest(ByteBuffer buffer) {
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return rest;
    }
}
