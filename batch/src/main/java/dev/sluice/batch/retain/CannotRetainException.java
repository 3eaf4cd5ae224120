package dev.sluice.batch.retain;

/** A run that stopped. The message says why and what to do. */
public final class CannotRetainException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotRetainException(String message) {
        super(message);
    }
}
