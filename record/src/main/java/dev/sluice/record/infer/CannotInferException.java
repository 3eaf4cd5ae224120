package dev.sluice.record.infer;

/** The samples do not lead to a definition; the message says why, to the person who chose them. */
public final class CannotInferException extends Exception {

    private static final long serialVersionUID = 1L;

    CannotInferException(String reason) {
        super("Cannot infer a definition: " + reason);
    }
}
