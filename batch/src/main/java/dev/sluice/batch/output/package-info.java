/**
 * How Spark writes data files: rows go in, complete files under names of their own come out, and the driver knows which of
 * them count. Never renames a file and never lists a folder, as both are slow or unsafe on some storages.
 */
@NullMarked
package dev.sluice.batch.output;

import org.jspecify.annotations.NullMarked;
