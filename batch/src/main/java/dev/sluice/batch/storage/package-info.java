/**
 * What the jobs need of the place where a zone lives: relative paths go in, bytes and names come out. Knows
 * nothing of commit logs, ledgers or Parquet.
 */
@NullMarked
package dev.sluice.batch.storage;

import org.jspecify.annotations.NullMarked;
