/**
 * What arrived in the RAW zone since the ledger's position: positions go in, commit records with published files
 * come out. Follows the commit log by name; never lists the data folders, never looks at modification times.
 */
@NullMarked
package dev.sluice.batch.rawlog;

import org.jspecify.annotations.NullMarked;
