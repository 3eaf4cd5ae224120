package dev.sluice.service.topology;

import dev.sluice.record.commandline.UserErrorException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * The state folder cannot be read or written: what that means, and what to do. All that it holds is in Kafka as well, so
 * a folder with an error in it is removed whole when the stream has stopped, and the next start restores it.
 */
final class StateFailure extends UserErrorException {

    private static final long serialVersionUID = 1L;

    private StateFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** Empty when the stream failed of something else than its state. */
    static Optional<StateFailure> of(Throwable failure, Path folder) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isFull(cause)) {
                return Optional.of(new StateFailure(
                        "Cannot write the state in " + folder + ": the volume is full (" + rootMessage(failure)
                                + "); nothing is lost: free space or choose a larger volume with --state-dir, then start"
                                + " again, and the state comes back from Kafka",
                        failure));
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isDamaged(cause)) {
                return Optional.of(new StateFailure(
                        "Cannot read the state in " + folder + ": it is damaged (" + rootMessage(failure)
                                + "); nothing is lost: it is removed now, start again, and it comes back from Kafka;"
                                + " check the disk when this happens twice",
                        failure));
            }
        }
        return Optional.empty();
    }

    private static boolean isFull(Throwable cause) {
        return String.valueOf(cause.getMessage()).contains("No space left on device");
    }

    /** Never what may be somebody else's: a lock, a permission, a file handle. */
    private static boolean isDamaged(Throwable cause) {
        if (!(cause instanceof RocksDBException rocks)) {
            return false;
        }
        boolean corrupted = rocks.getStatus() != null && rocks.getStatus().getCode() == Status.Code.Corruption;
        return corrupted || String.valueOf(rocks.getMessage()).contains("No such file or directory");
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().collect(Collectors.joining(" "));
    }
}
