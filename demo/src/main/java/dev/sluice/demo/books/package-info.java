/**
 * Seed and index go in, XML messages of the books example come out, together with the truth about them: what a
 * pipeline must make of each. Knows nothing of how the pipeline decodes, validates or counts.
 */
@NullMarked
package dev.sluice.demo.books;

import org.jspecify.annotations.NullMarked;
