package dev.sluice.batch.rawlog;

/** The commit log or its files contradict themselves or the ledger. A person has to look; the message says where. */
public final class BrokenChainException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenChainException(String message) {
        super(message);
    }
}
