package dev.sluice.service.topology;

/**
 * How large records may be, as the topics have it.
 *
 * @param maxRowBytes key and row together
 * @param maxRecordBytes the largest record that the stream may have to write: a dead letter
 */
public record TopicLimits(int maxRowBytes, int maxRecordBytes) {}
