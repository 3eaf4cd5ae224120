package dev.sluice.service.decode;

import java.util.Base64;
import java.util.BitSet;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A set of record indexes within a message, as a header: Base64 of a bit set, index {@code i} being bit {@code i % 8} of
 * byte {@code i / 8}. Short however many records there are.
 */
public final class RecordIndexes {

    /** On a message that is sent again: only these records of it are meant, the others were accepted before. */
    public static final String REDRIVE = "sluice.redrive.records";

    private RecordIndexes() {}

    public static byte[] toHeader(BitSet indexes) {
        return Base64.getEncoder().encode(indexes.toByteArray());
    }

    /** @return null when the text is none that {@link #toHeader} writes */
    public static @Nullable BitSet fromHeader(byte @Nullable [] text) {
        if (text == null) {
            return null;
        }
        try {
            return BitSet.valueOf(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /** Of a message; null when all its records are meant. Whoever may write messages may also say this of them. */
    public static @Nullable BitSet selected(Headers headers) {
        Header header = headers.lastHeader(REDRIVE);
        return header == null ? null : fromHeader(header.value());
    }

    /** Such as {@code 0-2,7}. */
    public static String toText(BitSet indexes) {
        StringBuilder text = new StringBuilder();
        for (int start = indexes.nextSetBit(0); start >= 0; ) {
            int end = indexes.nextClearBit(start);
            text.append(text.isEmpty() ? "" : ",").append(start);
            if (end - start > 1) {
                text.append('-').append(end - 1);
            }
            start = indexes.nextSetBit(end);
        }
        return text.toString();
    }
}
