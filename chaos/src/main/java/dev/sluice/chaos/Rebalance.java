package dev.sluice.chaos;

import dev.sluice.chaos.world.Instance;
import dev.sluice.chaos.world.Trial;

/** A second instance comes, takes its share, and leaves as it should. */
final class Rebalance implements Scenario {

    @Override
    public void run(Trial trial, Tally tally) throws Exception {
        trial.startFeed();
        Instance first = trial.start();
        trial.awaitOwner(first, trial.partitions());
        Instance second = trial.start();
        tally.injected();
        trial.awaitOwner(second, 1);
        trial.awaitNewFile(trial.filesAndNamed());
        second.stop();
        tally.injected();
        trial.awaitOwner(first, trial.partitions());
        trial.awaitNewFile(trial.filesAndNamed());
    }
}
