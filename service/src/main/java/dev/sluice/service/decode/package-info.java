/**
 * Messages of the input topic go in; rows as final Avro bytes, and what was rejected with its reason, come out.
 * Never writes to a topic itself, and never lets what a message holds become an exception.
 */
@NullMarked
package dev.sluice.service.decode;

import org.jspecify.annotations.NullMarked;
