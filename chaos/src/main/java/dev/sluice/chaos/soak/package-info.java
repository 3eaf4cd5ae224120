/**
 * The whole pipeline for as long as one wants, with everything that can happen to it, and at the end an account of every
 * record that was sent. Uses the world of the chaos suite; the oracle judges.
 */
@NullMarked
package dev.sluice.chaos.soak;

import org.jspecify.annotations.NullMarked;
