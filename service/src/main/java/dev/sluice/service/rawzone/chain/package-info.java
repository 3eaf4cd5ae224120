/**
 * The commit log of one rows-topic partition: where it stands and the next record go in, one winner per record comes
 * out. It is the only truth about what the RAW zone holds; never reads Kafka, never writes rows.
 */
@NullMarked
package dev.sluice.service.rawzone.chain;

import org.jspecify.annotations.NullMarked;
