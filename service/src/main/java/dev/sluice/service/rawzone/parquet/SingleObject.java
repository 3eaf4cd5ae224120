package dev.sluice.service.rawzone.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The header of Avro's single-object encoding: {@code C3 01} and the schema's CRC-64-AVRO fingerprint. */
public final class SingleObject {

    private static final int HEADER = 10;
    private static final short MARKER = (short) 0xC301;

    private SingleObject() {}

    /** @throws UnreadableRowException when there is no such header */
    public static long fingerprint(byte @Nullable [] row) {
        if (row == null) {
            throw new UnreadableRowException("Cannot read a row: its value is null");
        }
        if (row.length < HEADER || ByteBuffer.wrap(row).getShort() != MARKER) {
            throw new UnreadableRowException(
                    "Cannot read a row of " + row.length + " bytes: not in Avro's single-object encoding");
        }
        return ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    }
}
