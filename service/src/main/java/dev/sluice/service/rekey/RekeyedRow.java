package dev.sluice.service.rekey;

/**
 * A row in the partition of its record key.
 *
 * @param key canonical bytes of the record key
 * @param partition of the message in the input topic
 * @param offset of the message
 * @param index of the record within the message
 * @param hour under which the row is counted
 * @param bytes Avro single-object encoding, final
 */
public record RekeyedRow(byte[] key, int partition, long offset, int index, int hour, byte[] bytes) {}
