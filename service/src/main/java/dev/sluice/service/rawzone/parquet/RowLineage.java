package dev.sluice.service.rawzone.parquet;

/**
 * The lineage fields that decide where a row goes and under which count.
 *
 * @param sourcePartition of the input topic
 * @param timestampMillis of the XML message in its topic
 * @param sourceHour hours since the epoch under which the row is counted
 * @param epoch replay epoch
 */
public record RowLineage(
        int sourcePartition, long timestampMillis, int sourceHour, int epoch, String definitionVersion) {}
