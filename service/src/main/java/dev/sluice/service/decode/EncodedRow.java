package dev.sluice.service.decode;

/**
 * A valid row in its final form.
 *
 * @param index of the record within its message
 * @param key canonical bytes of the record key
 * @param bytes Avro single-object encoding
 */
public record EncodedRow(int index, byte[] key, byte[] bytes) {}
