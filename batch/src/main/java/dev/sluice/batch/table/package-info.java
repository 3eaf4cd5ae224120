/**
 * The table that a dataset's Processed Zone is: which data files it is made of, and the one step by which a batch changes
 * that together with the ledger's position. Staged files go in, what readers see comes out. Never reads a row.
 */
@NullMarked
package dev.sluice.batch.table;

import org.jspecify.annotations.NullMarked;
