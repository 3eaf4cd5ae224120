package dev.sluice.chaos.oracle;

import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A message that was committed to the input topic.
 *
 * @param partition of the input topic
 * @param offset in the input topic
 * @param timestamp in milliseconds, as the producer set it
 * @param records in it, in their order
 * @param digest of its bytes
 */
public record Sent(int partition, long offset, long timestamp, Kind kind, List<SentRecord> records, long digest) {

    /** What a message is. */
    public enum Kind {
        RECORDS,
        /** Becomes a dead letter as a whole. */
        WITHOUT_RECORDS,
        TOMBSTONE
    }

    public Sent {
        records = List.copyOf(records);
    }

    /** Tells one value from another; -1 for none. */
    public static long digest(byte @Nullable [] value) {
        if (value == null) {
            return -1;
        }
        var digest = new CRC32C();
        digest.update(value);
        return digest.getValue();
    }

    long rejected() {
        return records.stream().filter(record -> !record.valid()).count();
    }

    boolean hasLetter() {
        return kind == Kind.WITHOUT_RECORDS || rejected() > 0;
    }
}
