package dev.sluice.record.decode;

import dev.sluice.record.definition.Column;
import dev.sluice.record.definition.Mask;
import dev.sluice.record.value.ValueDecoder;
import dev.sluice.record.value.ValueDecoders;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The secret of {@code mask: sha256}: it comes from the environment, so that no definition file ever holds it. */
final class MaskKey {

    static final String VARIABLE = "SLUICE_MASK_KEY";

    /** Shorter ones can be tried out. */
    private static final int MIN_BYTES = 16;

    private final @Nullable String key;

    /** @param key null when there is none */
    MaskKey(@Nullable String key) {
        this.key = key;
    }

    static MaskKey ofEnvironment() {
        return new MaskKey(System.getenv(VARIABLE));
    }

    /**
     * The column's decoder, with its mask over it.
     *
     * @throws MissingMaskKeyException when the mask needs a key and there is none, or too short a one
     */
    ValueDecoder masked(Column column) {
        if (column.mask() == Mask.NONE) {
            return column.decoder();
        }
        return column.mask() == Mask.REDACT
                ? ValueDecoders.redacted(column.decoder())
                : ValueDecoders.hashed(column.decoder(), bytes(column));
    }

    private byte[] bytes(Column column) {
        byte[] bytes = key == null ? new byte[0] : key.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_BYTES) {
            throw new MissingMaskKeyException((key == null ? "Missing " : "Invalid ") + VARIABLE
                    + " in the environment, expected at least " + MIN_BYTES + " bytes, because column " + column.name()
                    + " has mask: sha256");
        }
        return bytes;
    }
}
