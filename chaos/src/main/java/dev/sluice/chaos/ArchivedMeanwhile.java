package dev.sluice.chaos;

import dev.sluice.chaos.world.Instance;
import dev.sluice.chaos.world.Trial;
import java.util.Set;
import java.util.TreeSet;

/** A file is archived that a frozen writer still believes it has to publish. */
final class ArchivedMeanwhile implements Scenario {

    @Override
    public void run(Trial trial, Tally tally) throws Exception {
        trial.startFeed();
        KillPoint.Caught zombie = KillPoint.BEFORE_PUBLISH.start(trial);
        zombie.awaitReached();
        Set<String> named = trial.filesAndNamed();
        zombie.instance().process().freeze();
        Instance heir = trial.start();
        trial.awaitNewFile(named);
        // Retention leaves the newest record's files alone; all that the zombie knows are older by now.
        Set<String> old = new TreeSet<>(trial.files());
        old.retainAll(named);
        trial.archive(old);
        old.forEach(file -> tally.injected());
        zombie.release();
        zombie.instance().process().thaw();
        trial.awaitNewFile(trial.filesAndNamed());
        heir.stop();
        trial.awaitNewFile(trial.filesAndNamed());
    }
}
