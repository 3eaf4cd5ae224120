/**
 * A number of record keys goes through the stream from the re-key topic on; what remembering them costs in memory, disk
 * and time comes out, and how long they take to be back after a kill -9. Never decodes XML, never writes to a RAW zone.
 */
@NullMarked
package dev.sluice.benchmarks.dedup;

import org.jspecify.annotations.NullMarked;
