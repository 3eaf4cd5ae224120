package dev.sluice.record.avro;

/**
 * Where a row comes from and how it came: the lineage columns that are known when a message is decoded.
 *
 * @param partition of the XML message in the input topic
 * @param offset of the XML message
 * @param timestampMillis of the XML message as its topic has it, epoch milliseconds
 * @param sourceHour hours since the epoch under which the row is counted: the running maximum of the
 *     partition's message timestamps, capped at now
 * @param epoch 0, and one more with each replay
 */
public record Lineage(int partition, long offset, long timestampMillis, int sourceHour, int epoch) {}
