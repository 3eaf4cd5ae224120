/**
 * Record definitions: a YAML file goes in, an immutable {@link dev.sluice.record.definition.RecordDefinition} or a
 * list of problems, each with line and column, comes out. The only XML it reads is that of schemas
 * in the definition's folder; it fetches nothing.
 */
@NullMarked
package dev.sluice.record.definition;

import org.jspecify.annotations.NullMarked;
