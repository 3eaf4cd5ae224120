package dev.sluice.chaos.oracle;

/**
 * A record of a message.
 *
 * @param id its key, which other records may have as well
 * @param valid whether it may become a row
 * @param late whether its event was long before
 */
public record SentRecord(String id, boolean valid, boolean late) {}
