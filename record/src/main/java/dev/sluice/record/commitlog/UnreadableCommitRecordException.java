package dev.sluice.record.commitlog;

/** A commit record that cannot be trusted: the message names it. Nothing may be built on top of it. */
public final class UnreadableCommitRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableCommitRecordException(String message) {
        super(message);
    }

    public UnreadableCommitRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
