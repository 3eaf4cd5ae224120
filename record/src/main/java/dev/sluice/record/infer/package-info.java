/**
 * Sample messages go in; a definition that reads them, as commented YAML, comes out. Guesses from the samples alone,
 * and never leaves a guess that the decoder has not confirmed on all of them.
 */
@NullMarked
package dev.sluice.record.infer;

import org.jspecify.annotations.NullMarked;
