/**
 * Epochs: each reading of the input has a number, and begins at positions that a compacted topic keeps. Positions of
 * the group, counts of the audit topic and epochs go in; the epoch to run in, or a refusal, comes out. Never reads a
 * message.
 */
@NullMarked
package dev.sluice.service.replay;

import org.jspecify.annotations.NullMarked;
