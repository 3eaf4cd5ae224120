/**
 * Rows of messages go in, blocks of rows for each partition of the re-key topic come out, and on its other side each row
 * under its record key. Never looks into a row's bytes.
 */
@NullMarked
package dev.sluice.service.rekey;

import org.jspecify.annotations.NullMarked;
