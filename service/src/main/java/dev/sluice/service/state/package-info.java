/**
 * Stores of our own kinds, and work of processors that waits for the end of a transaction. The only package that knows
 * Kafka Streams from inside.
 */
@NullMarked
package dev.sluice.service.state;

import org.jspecify.annotations.NullMarked;
