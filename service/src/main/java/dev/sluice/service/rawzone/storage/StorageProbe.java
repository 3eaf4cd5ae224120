package dev.sluice.service.rawzone.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks a storage to create the same file eight times at once. A storage on which two callers win would let two writers
 * commit the same rows, so it is refused before the first row is written.
 */
public final class StorageProbe {

    private static final int CALLERS = 8;

    private final RawStorage storage;

    public StorageProbe(RawStorage storage) {
        this.storage = storage;
    }

    /** @throws RawZoneException when the storage cannot be used, saying why */
    public void run() {
        String name = "_staging/probe-" + UUID.randomUUID();
        try {
            // A server that refuses a write may close the connection before it has said why; a read is told.
            storage.read(name);
            int winners = race(name);
            if (winners != 1) {
                throw new RawZoneException("Cannot use " + storage + " as RAW zone: of " + CALLERS
                        + " callers who created the same file if absent, " + winners + " won, expected 1");
            }
            storage.discard(new Prepared(name, name, null));
        } catch (IOException failure) {
            throw new RawZoneException("Cannot write to " + storage + " as RAW zone: " + reason(failure), failure);
        }
    }

    /** A storage's own message is a sentence; that of a file system may be a mere path. */
    private static String reason(IOException failure) {
        return failure.getClass() == IOException.class ? String.valueOf(failure.getMessage()) : failure.toString();
    }

    private int race(String name) throws IOException {
        var pool = Executors.newFixedThreadPool(CALLERS);
        try {
            var start = new CountDownLatch(CALLERS);
            List<Future<Boolean>> callers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                byte[] content = ("caller " + caller).getBytes(StandardCharsets.UTF_8);
                callers.add(pool.submit(() -> {
                    start.countDown();
                    start.await();
                    return storage.createIfAbsent(name, content);
                }));
            }
            int winners = 0;
            for (Future<Boolean> caller : callers) {
                winners += caller.get() ? 1 : 0;
            }
            return winners;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof RawZoneException refused) {
                throw new RawZoneException(String.valueOf(refused.getMessage()), refused);
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } finally {
            pool.shutdown();
        }
    }
}
