/**
 * Messages of the books example go in; what each stage of making rows of them costs comes out, beside the parser
 * alone over the same bytes. Never part of a release.
 */
@NullMarked
package dev.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
