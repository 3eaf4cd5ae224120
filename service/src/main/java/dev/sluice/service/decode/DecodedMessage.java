package dev.sluice.service.decode;

import dev.sluice.record.avro.Lineage;
import dev.sluice.record.decode.Decoded;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message and what its bytes turned out to be.
 *
 * @param original the message's value as it came; null for a tombstone
 * @param decoded empty for a tombstone
 */
public record DecodedMessage(Lineage lineage, byte @Nullable [] original, Optional<Decoded> decoded) {}
