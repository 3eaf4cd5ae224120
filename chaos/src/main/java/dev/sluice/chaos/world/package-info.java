/**
 * The world that the sink lives in during a test: brokers, a proxy before them, storage servers and service instances,
 * each a process of its own that can be killed and frozen, and a producer that remembers what it has committed.
 */
@NullMarked
package dev.sluice.chaos.world;

import org.jspecify.annotations.NullMarked;
