package dev.sluice.batch.process;

/** A run that stopped before it changed anything. The message says why and what to do. */
public final class CannotProcessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotProcessException(String dataset, String reason) {
        super("Cannot process " + dataset + ": " + reason);
    }
}
