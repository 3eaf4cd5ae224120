package dev.sluice.batch;

import dev.sluice.batch.lease.LeaseLostException;
import dev.sluice.batch.ledger.BrokenLedgerException;
import dev.sluice.batch.ledger.OvertakenException;
import dev.sluice.batch.process.CannotProcessException;
import dev.sluice.batch.rawlog.BrokenChainException;
import dev.sluice.batch.retain.CannotRetainException;
import dev.sluice.batch.table.CannotChangeException;
import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commitlog.UnreadableCommitRecordException;

/** Whatever ended a run, as one line for the person who started it. */
final class RunFailure {

    private RunFailure() {}

    /** @param what the run was to do, such as {@code process books} */
    static UserErrorException of(String what, Exception failed) {
        if (failed instanceof UserErrorException explained) {
            return explained;
        }
        if (failed instanceof LeaseLostException) {
            return new UserErrorException(
                    "Cannot " + what + ": it " + failed.getMessage() + "; nothing of this run was kept, run it again",
                    failed);
        }
        if (failed instanceof CannotProcessException
                || failed instanceof CannotChangeException
                || failed instanceof CannotRetainException
                || failed instanceof OvertakenException
                || failed instanceof BrokenChainException
                || failed instanceof BrokenLedgerException
                || failed instanceof UnreadableCommitRecordException) {
            return new UserErrorException(String.valueOf(failed.getMessage()), failed);
        }
        return new UserErrorException(
                "Cannot " + what + ": " + firstLine(failed)
                        + "; nothing is lost, the next run goes on from here (--verbose shows more)",
                failed);
    }

    /** Spark's messages are pages long; their first line says what happened. */
    private static String firstLine(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString().lines().findFirst().orElse("");
    }
}
