/**
 * Who works on a dataset right now, as a file in the zone that expires unless its holder renews it. It saves two runs from
 * doing the same work; it never decides what is committed: the ledger does, by a file that only one run can create.
 */
@NullMarked
package dev.sluice.batch.lease;

import org.jspecify.annotations.NullMarked;
