/**
 * The RAW sink: rows of the rows topic go in, immutable Parquet files and the commit log that names them come out, each
 * row once. Its truth is the commit log; committed offsets, listings and clocks are only hints. Never sees the topology.
 */
@NullMarked
package dev.sluice.service.rawzone;

import org.jspecify.annotations.NullMarked;
