/**
 * Brings the small files of a Processed Zone to a useful size: the same rows in fewer files, through the ledger like any
 * batch. Reads and writes the Processed Zone only, and knows nothing of the RAW zone.
 */
@NullMarked
package dev.sluice.batch.compact;

import org.jspecify.annotations.NullMarked;
