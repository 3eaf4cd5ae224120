/**
 * Bytes go in, a file that survives a power cut comes out, whole and under its name in one step. Never overwrites.
 */
@NullMarked
package dev.sluice.record.durable;

import org.jspecify.annotations.NullMarked;
