package dev.sluice.batch.table;

/** The table is not one that this run can change. The message says why and what to do. */
public final class CannotChangeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotChangeException(String message) {
        super(message);
    }
}
