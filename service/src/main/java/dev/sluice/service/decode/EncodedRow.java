package dev.sluice.service.decode;

import dev.sluice.record.avro.Arrival;

/**
 * A valid row in its final form.
 *
 * @param index of the record within its message
 * @param key canonical bytes of the record key
 * @param bytes Avro single-object encoding
 */
public record EncodedRow(int index, byte[] key, byte[] bytes, Arrival arrival) {}
