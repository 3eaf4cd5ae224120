/**
 * Messages with rejected records go in, dead letters come out: the original byte for byte, and headers a stranger
 * can act on. Payload never gets into a header.
 */
@NullMarked
package dev.sluice.service.deadletter;

import org.jspecify.annotations.NullMarked;
