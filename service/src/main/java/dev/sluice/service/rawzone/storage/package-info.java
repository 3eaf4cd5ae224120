/**
 * The storage port of the RAW zone and its implementations: complete local files and small records go in, durable and
 * visible in one step or not at all. Knows nothing of Kafka or of what a record says, and never overwrites a file that
 * a reader may see.
 */
@NullMarked
package dev.sluice.service.rawzone.storage;

import org.jspecify.annotations.NullMarked;
