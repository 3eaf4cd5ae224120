package dev.sluice.service.state;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.ByteUtils;

/** Bytes of a block of entries, which begin with a version; numbers are Kafka's varints. Not thread-safe. */
public final class BlockBuffer {

    private static final int FIRST_CAPACITY = 1 << 10;
    private static final int MOST_BYTES_OF_A_NUMBER = 10;

    private ByteBuffer buffer;

    public BlockBuffer(byte version) {
        buffer = ByteBuffer.allocate(FIRST_CAPACITY).put(version);
    }

    public void putVarint(int number) {
        makeRoom(MOST_BYTES_OF_A_NUMBER);
        ByteUtils.writeVarint(number, buffer);
    }

    public void putVarlong(long number) {
        makeRoom(MOST_BYTES_OF_A_NUMBER);
        ByteUtils.writeVarlong(number, buffer);
    }

    /** Behind their number. */
    public void putBytes(byte[] bytes) {
        makeRoom(MOST_BYTES_OF_A_NUMBER + bytes.length);
        ByteUtils.writeVarint(bytes.length, buffer);
        buffer.put(bytes);
    }

    public static byte[] readBytes(ByteBuffer block) {
        byte[] bytes = new byte[ByteUtils.readVarint(block)];
        block.get(bytes);
        return bytes;
    }

    private void makeRoom(int size) {
        if (buffer.remaining() < size) {
            int capacity = Math.max(2 * buffer.capacity(), buffer.position() + size);
            buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
        }
    }

    public boolean isEmpty() {
        return buffer.position() == 1;
    }

    /** In bytes, with the version. */
    public int size() {
        return buffer.position();
    }

    /** The block's bytes; it is empty afterwards. */
    public byte[] take() {
        byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
        buffer.position(1);
        return bytes;
    }
}
