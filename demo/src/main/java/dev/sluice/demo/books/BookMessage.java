package dev.sluice.demo.books;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message for Kafka and the truth about it.
 *
 * @param value null for a tombstone
 * @param sentAt what the message's timestamp is to be
 * @param records in it; 0 when the message is no well-formed one
 * @param fresh ids of the valid records that no earlier message holds
 * @param again how many of its records are valid but were sent before
 * @param rejected how many of its records are invalid
 * @param late how many of the fresh ones are late
 * @param deadLetter the reason of its dead letter, null when it gets none
 */
@SuppressWarnings("ArrayRecordComponent") // made once, sent once, never compared
public record BookMessage(
        byte[] key,
        byte @Nullable [] value,
        Instant sentAt,
        int records,
        List<String> fresh,
        int again,
        int rejected,
        int late,
        @Nullable String deadLetter) {}
