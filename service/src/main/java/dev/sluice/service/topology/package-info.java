/**
 * The order of the steps, the topics they read and write, and the Kafka Streams instance that runs them. Nothing
 * else knows the order; no step is implemented here.
 */
@NullMarked
package dev.sluice.service.topology;

import org.jspecify.annotations.NullMarked;
