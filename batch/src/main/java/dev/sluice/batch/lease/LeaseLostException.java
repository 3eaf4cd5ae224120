package dev.sluice.batch.lease;

/** Another run took over, because this one did not renew its lease in time. */
public final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLostException(String message) {
        super(message);
    }
}
