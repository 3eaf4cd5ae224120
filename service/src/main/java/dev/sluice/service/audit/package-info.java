/**
 * What became of each message and row goes in, exact totals per source partition and hour come out, in the same
 * transaction. Never deltas: the newest value of a key is the truth.
 */
@NullMarked
package dev.sluice.service.audit;

import org.jspecify.annotations.NullMarked;
