/**
 * What came of the messages, counted in three independent ways (the audit topic, the dead-letter topic, DuckDB over the
 * files) and held against the generator's truth. Never asks the service.
 */
@NullMarked
package dev.sluice.demo.proof;

import org.jspecify.annotations.NullMarked;
