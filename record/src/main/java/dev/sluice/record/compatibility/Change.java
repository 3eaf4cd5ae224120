package dev.sluice.record.compatibility;

/**
 * One difference between two definitions.
 *
 * @param column that changed; "" for the dataset
 * @param key of the definition
 * @param from as the old definition spells it; "" for nothing
 * @param to as the new definition spells it; "" for nothing
 * @param compatible whether files and tables of both definitions belong together
 * @param effect on messages, files and tables, as a sentence
 */
public record Change(String column, String key, String from, String to, boolean compatible, String effect) {}
