/**
 * Where each partition of the rows topic stands, by the commit log and by Kafka, and the one way past rows that are
 * gone. Reads only, apart from that; never changes what Kafka has.
 */
@NullMarked
package dev.sluice.service.rawzone.offsets;

import org.jspecify.annotations.NullMarked;
