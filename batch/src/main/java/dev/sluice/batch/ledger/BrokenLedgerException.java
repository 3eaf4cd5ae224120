package dev.sluice.batch.ledger;

/** The ledger contradicts itself or the files it names. A person has to look; the message says where. */
public final class BrokenLedgerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenLedgerException(String message) {
        super(message);
    }
}
