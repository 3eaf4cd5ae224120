/** Values go into the chart, documents come out, and each is held against its type: no unknown field, no wrong type. */
@NullMarked
package dev.sluice.helm;

import org.jspecify.annotations.NullMarked;
