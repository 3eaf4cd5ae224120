/**
 * Rows of one message go in, one record per row under its record key comes out, and the same back on the other
 * side of the re-key topic. Never looks into a row's bytes.
 */
@NullMarked
package dev.sluice.service.rekey;

import org.jspecify.annotations.NullMarked;
