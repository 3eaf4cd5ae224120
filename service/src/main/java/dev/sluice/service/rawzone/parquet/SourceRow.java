package dev.sluice.service.rawzone.parquet;

/**
 * A row of the rows topic before it is written.
 *
 * @param bytes the Avro single-object bytes
 * @param partition of the rows topic
 * @param offset in the rows topic
 * @param appendMillis when the broker appended it
 * @param lineage what the sink must know before it chooses a file
 */
public record SourceRow(byte[] bytes, int partition, long offset, long appendMillis, RowLineage lineage) {}
