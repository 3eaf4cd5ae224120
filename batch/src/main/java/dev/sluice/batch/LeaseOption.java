package dev.sluice.batch;

import dev.sluice.batch.lease.Holder;
import dev.sluice.batch.lease.Lease;
import dev.sluice.batch.lease.LeaseHeldException;
import dev.sluice.batch.ledger.Ledger;
import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.record.commandline.UserErrorException;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** A picocli mixin for commands that work on a dataset one at a time. */
final class LeaseOption {

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    @Option(names = "--wait", description = "Wait while another run works on the dataset, instead of giving up.")
    private boolean wait;

    /** @throws UserErrorException when another run is at work */
    Lease take(LakeStorage processed, String dataset, String command) throws IOException {
        return take(processed, Ledger.leaseFolder(dataset), dataset, command);
    }

    /** @param folder of the lease, where the command has one of its own */
    Lease take(LakeStorage processed, String folder, String dataset, String command) throws IOException {
        Holder holder = Holder.thisProcess(command);
        boolean told = false;
        while (true) {
            try {
                return Lease.take(processed, folder, holder);
            } catch (LeaseHeldException held) {
                if (!wait) {
                    throw new UserErrorException(
                            "Cannot " + command + " " + dataset + ": it " + held.getMessage()
                                    + "; run it again later, or wait for it with --wait",
                            held);
                }
                if (!told) {
                    System.err.println(command + ": waiting, because " + dataset + " " + held.getMessage());
                    told = true;
                }
                pause(dataset, command);
            }
        }
    }

    private static void pause(String dataset, String command) {
        try {
            Thread.sleep(LOOK_AGAIN.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UserErrorException("Cannot " + command + " " + dataset + ": stopped while waiting", stopped);
        }
    }
}
