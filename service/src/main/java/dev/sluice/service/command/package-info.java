/**
 * The commands of the service's command line. What a person typed goes in, settings or a printed explanation come
 * out; no step of the stream is implemented here.
 */
@NullMarked
package dev.sluice.service.command;

import org.jspecify.annotations.NullMarked;
