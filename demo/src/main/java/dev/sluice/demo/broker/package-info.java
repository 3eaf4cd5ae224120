/**
 * A data directory goes in, a real one-node Kafka in a process of its own comes out, reachable on loopback only.
 * Never outlives the process that started it, and never creates a topic by itself.
 */
@NullMarked
package dev.sluice.demo.broker;

import org.jspecify.annotations.NullMarked;
