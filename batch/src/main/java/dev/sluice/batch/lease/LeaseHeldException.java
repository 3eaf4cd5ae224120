package dev.sluice.batch.lease;

/** Another run is at work. */
public final class LeaseHeldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseHeldException(String message) {
        super(message);
    }
}
