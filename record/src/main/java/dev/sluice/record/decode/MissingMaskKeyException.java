package dev.sluice.record.decode;

/** A definition masks a column by a keyed hash, but the environment has no usable key. */
public final class MissingMaskKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingMaskKeyException(String message) {
        super(message);
    }
}
