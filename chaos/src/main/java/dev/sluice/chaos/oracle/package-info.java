/**
 * The second opinion: what was produced goes in, by identity, and what DuckDB reads of RAW and of the commit log; out
 * comes what is lost, what is there twice, and what is not as the protocol promises. Never sees a class of the service.
 */
@NullMarked
package dev.sluice.chaos.oracle;

import org.jspecify.annotations.NullMarked;
