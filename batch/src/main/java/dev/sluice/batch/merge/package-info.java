/**
 * The Spark side of a run: new RAW files and the folders they touch go in, staged Parquet files without duplicates
 * come out. Never makes a file visible and never decides how far the ledger advances.
 */
@NullMarked
package dev.sluice.batch.merge;

import org.jspecify.annotations.NullMarked;
