/**
 * The ledger of a dataset's Processed Zone: one small immutable file per batch that says which data files it added
 * and removed and how far every chain of the commit log is processed, so data and position advance in one step.
 * Staged files go in, visible files come out. Never reads a row.
 */
@NullMarked
package dev.sluice.batch.ledger;

import org.jspecify.annotations.NullMarked;
