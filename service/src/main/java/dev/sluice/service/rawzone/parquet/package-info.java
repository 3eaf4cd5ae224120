/**
 * Rows as Avro single-object bytes go in, a complete local Parquet file comes out, without a generic record in between.
 * Knows nothing of the commit log and never touches the RAW zone.
 */
@NullMarked
package dev.sluice.service.rawzone.parquet;

import org.jspecify.annotations.NullMarked;
