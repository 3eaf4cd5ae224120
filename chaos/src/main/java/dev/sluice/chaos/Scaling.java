package dev.sluice.chaos;

import dev.sluice.chaos.world.Instance;
import dev.sluice.chaos.world.Trial;
import java.util.ArrayList;
import java.util.List;

/** Instances come and go in an orderly way while rows flow. */
final class Scaling {

    private Scaling() {}

    /** From 1 to 4 to 2. */
    static void upAndDown(Trial trial, Tally tally) throws Exception {
        trial.startFeed();
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            instances.add(trial.start());
            tally.injected();
            trial.awaitOwner(instances.get(i), 1);
            trial.awaitNewFile(trial.filesAndNamed());
        }
        for (int i = 0; i < 2; i++) {
            instances.get(i).stop();
            tally.injected();
            trial.awaitNewFile(trial.filesAndNamed());
        }
        trial.awaitOwner(instances.get(2), 2);
        trial.awaitOwner(instances.get(3), 2);
    }

    /** One after the other is replaced. */
    static void rollingRestart(Trial trial, Tally tally) throws Exception {
        trial.startFeed();
        List<Instance> instances = new ArrayList<>(List.of(trial.start(), trial.start()));
        for (Instance instance : instances) {
            trial.awaitOwner(instance, 1);
        }
        for (Instance old : List.copyOf(instances)) {
            old.stop();
            tally.injected();
            trial.awaitOwner(trial.start(), 1);
            trial.awaitNewFile(trial.filesAndNamed());
        }
    }
}
