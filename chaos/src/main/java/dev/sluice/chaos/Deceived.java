package dev.sluice.chaos;

import dev.sluice.chaos.inside.Fault;
import dev.sluice.chaos.world.Instance;
import dev.sluice.chaos.world.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The storage takes long, refuses, or does what it was asked and says that it did not. */
final class Deceived implements Scenario {

    private final List<Fault> faults;

    Deceived(Fault... faults) {
        this.faults = List.of(faults);
    }

    @Override
    public void run(Trial trial, Tally tally) throws Exception {
        trial.startFeed();
        Instance instance = trial.start(faults.toArray(Fault[]::new));
        for (Fault fault : faults) {
            instance.awaitReached(fault);
            tally.injected();
        }
        Set<String> before = trial.filesAndNamed();
        long reached = System.nanoTime();
        trial.awaitNewFile(before);
        tally.recovered(Duration.ofNanos(System.nanoTime() - reached));
    }
}
