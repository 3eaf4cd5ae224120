/**
 * A definition and a message go in; what becomes of it comes out as JSON for people and tests. Takes the same steps
 * as the stream, and keeps nothing.
 */
@NullMarked
package dev.sluice.record.explain;

import org.jspecify.annotations.NullMarked;
