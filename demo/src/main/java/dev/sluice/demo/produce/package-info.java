/**
 * Generated messages go in and lie in a Kafka topic when {@link dev.sluice.demo.produce.BookFeed#flush} returns,
 * together with the truth about them. Never reads from Kafka.
 */
@NullMarked
package dev.sluice.demo.produce;

import org.jspecify.annotations.NullMarked;
