/**
 * Checks a whole RAW zone: its commit log and its files go in, findings of a closed list of kinds come out. Reads only,
 * unless asked to finish what the protocol lets anyone finish; never removes or changes what a reader may see.
 */
@NullMarked
package dev.sluice.service.rawzone.fsck;

import org.jspecify.annotations.NullMarked;
