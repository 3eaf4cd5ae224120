/**
 * Takes files out of the RAW zone that are old and processed: what enters is the ledger's position and the commit log, what
 * leaves are moved or deleted files and a record of them. Never changes the commit log.
 */
@NullMarked
package dev.sluice.batch.retain;

import org.jspecify.annotations.NullMarked;
