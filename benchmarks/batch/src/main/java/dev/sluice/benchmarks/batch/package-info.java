/**
 * A RAW zone of any size goes in; what one run of {@code process} costs comes out. Never part of a release.
 */
@NullMarked
package dev.sluice.benchmarks.batch;

import org.jspecify.annotations.NullMarked;
