package dev.sluice.service.rows;

import org.apache.avro.Schema;

/** The Avro schemas that rows of the rows topic were written with. */
public interface RowSchemas {

    /**
     * @param fingerprint CRC-64-AVRO, as the single-object encoding of a row names it
     * @throws IllegalStateException when no schema with it was ever published
     */
    Schema schema(long fingerprint);
}
