/**
 * The commands {@code sluice demo} and {@code sluice produce}: arguments go in, an exit code comes out. Everything a
 * user could do by hand is done the way a user would: through the launcher and Kafka's own clients.
 */
@NullMarked
package dev.sluice.demo;

import org.jspecify.annotations.NullMarked;
