/**
 * The command line of the Spark jobs: arguments go in, an exit code and a summary come out. Wires zones, definition
 * and session together and decides nothing about data.
 */
@NullMarked
package dev.sluice.batch;

import org.jspecify.annotations.NullMarked;
