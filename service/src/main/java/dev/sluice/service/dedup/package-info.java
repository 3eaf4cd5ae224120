/**
 * Rows in the order of their partition go in, the same with a verdict come out: new, duplicate or replay. Time is
 * the broker's append time alone, never what XML or a producer says.
 */
@NullMarked
package dev.sluice.service.dedup;

import org.jspecify.annotations.NullMarked;
