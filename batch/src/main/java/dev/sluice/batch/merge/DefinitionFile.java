package dev.sluice.batch.merge;

import dev.sluice.record.definition.RecordDefinition;

/**
 * A definition with the text it was read from, which can go to Spark's executors.
 *
 * @param definition read from {@code yaml}
 */
public record DefinitionFile(RecordDefinition definition, String yaml) {}
