/**
 * The rows topic and the topic of Avro schemas its readers need. Never decodes a row.
 */
@NullMarked
package dev.sluice.service.rows;

import org.jspecify.annotations.NullMarked;
