/**
 * One run from the RAW zone to the Processed Zone: a definition and two zones go in, a committed batch and its
 * summary come out. Holds the order of the steps and nothing of how they are done.
 */
@NullMarked
package dev.sluice.batch.process;

import org.jspecify.annotations.NullMarked;
