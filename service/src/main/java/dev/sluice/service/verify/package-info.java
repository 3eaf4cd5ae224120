/**
 * The proof that nothing is missing. Counts of the audit, dead letters, the commit log and its files go in; for each
 * source partition and hour a verdict comes out. Changes nothing, and shares no counter with what it proves.
 */
@NullMarked
package dev.sluice.service.verify;

import org.jspecify.annotations.NullMarked;
