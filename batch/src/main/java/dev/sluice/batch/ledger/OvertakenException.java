package dev.sluice.batch.ledger;

/** Another run committed first. Nothing of this one is kept or needed: the next run goes on from there. */
public final class OvertakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OvertakenException(String dataset, long number) {
        super("Cannot commit batch " + number + " of " + dataset
                + ": another run committed it meanwhile; nothing of this run was kept, run it again");
    }
}
