package dev.sluice.record.commitlog;

/**
 * How many of a commit's rows came from one partition and hour of the input topic.
 *
 * @param partition of the input topic
 * @param hour hours since the epoch
 * @param epoch replay epoch of the rows
 */
public record SourceCount(int partition, int hour, int epoch, long rows) {}
