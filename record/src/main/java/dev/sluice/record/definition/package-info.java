/**
 * Record definitions: a YAML file goes in, an immutable {@link dev.sluice.record.definition.RecordDefinition} or a
 * list of problems, each with line and column, comes out. Never reads XML.
 */
@NullMarked
package dev.sluice.record.definition;

import org.jspecify.annotations.NullMarked;
