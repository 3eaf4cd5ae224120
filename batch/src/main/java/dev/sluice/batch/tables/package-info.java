/** The SQL that registers both zones with a query engine. Reads the definition alone, changes nothing. */
@NullMarked
package dev.sluice.batch.tables;

import org.jspecify.annotations.NullMarked;
