package dev.sluice.chaos;

import dev.sluice.chaos.world.Instance;
import dev.sluice.chaos.world.Topics;
import dev.sluice.chaos.world.Trial;
import java.util.Set;

/** Somebody changes the consumer group's offsets while no instance runs. */
final class GroupOffsets implements Scenario {

    private final Change change;

    interface Change {
        void to(Topics topics) throws Exception;
    }

    GroupOffsets(Change change) {
        this.change = change;
    }

    @Override
    public void run(Trial trial, Tally tally) throws Exception {
        trial.startFeed();
        Instance before = trial.start();
        trial.awaitNewFile(Set.of());
        trial.awaitNewFile(trial.filesAndNamed());
        before.stop();
        change.to(trial.topics());
        tally.injected();
        trial.start();
        trial.awaitNewFile(trial.filesAndNamed());
    }
}
