package dev.sluice.chaos;

import dev.sluice.chaos.world.Await;
import dev.sluice.chaos.world.Instance;
import dev.sluice.chaos.world.Trial;
import java.time.Duration;
import java.util.Set;

/** What producers of the rows topic can do to its readers. */
final class Transactions {

    private static final Duration ABORTING = Duration.ofSeconds(6);
    private static final Duration HANGING = Duration.ofSeconds(12);

    private Transactions() {}

    /** Nothing but aborted transactions; an instance is killed and another one begins in the middle of them. */
    static void abortedOnly(Trial trial, Tally tally) throws Exception {
        trial.feedAbortedOnly();
        Instance first = trial.start();
        trial.awaitOwner(first, 1);
        Await.pass(ABORTING);
        first.kill();
        tally.injected();
        trial.awaitOwner(trial.start(), 1);
        trial.drain();
        trial.startFeed();
        trial.awaitNewFile(Set.of());
    }

    /** A transaction that nobody ends holds all rows behind it back; an instance is killed meanwhile. */
    static void hanging(Trial trial, Tally tally) throws Exception {
        trial.startFeed();
        Instance first = trial.start();
        trial.awaitNewFile(Set.of());
        try (AutoCloseable hanging = trial.hang(HANGING)) {
            tally.injected();
            trial.awaitOwner(first, 1);
            first.kill();
            trial.awaitOwner(trial.start(), 1);
            long begun = System.nanoTime();
            // Twice, because what was committed before it may still come.
            trial.awaitNewFile(trial.filesAndNamed());
            Await.pass(HANGING.minusNanos(Math.min(HANGING.toNanos(), System.nanoTime() - begun)));
            trial.awaitNewFile(trial.filesAndNamed());
        }
    }
}
