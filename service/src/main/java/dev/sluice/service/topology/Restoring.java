package dev.sluice.service.topology;

/**
 * State that is being read back before its tasks can go on.
 *
 * @param partitions of it
 * @param restored offsets of their changelogs that are done
 * @param remaining offsets that are not
 */
public record Restoring(int partitions, long restored, long remaining) {}
