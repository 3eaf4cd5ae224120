package dev.sluice.service.rawzone.parquet;

/** A row whose bytes are not what the rows topic's contract says. Its message never holds a value of the row. */
public final class UnreadableRowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableRowException(String message) {
        super(message);
    }

    public UnreadableRowException(String message, Throwable cause) {
        super(message, cause);
    }
}
