/**
 * A row and its lineage go in, Avro single-object bytes come out. The Avro schema is derived from the definition
 * and is the contract of the rows topic.
 */
@NullMarked
package dev.sluice.record.avro;

import org.jspecify.annotations.NullMarked;
