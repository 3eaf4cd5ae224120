package dev.sluice.chaos;

import dev.sluice.chaos.world.Trial;
import java.time.Duration;
import java.util.Set;

/** kill -9 at points of the protocol; the next instance finds what the last one left, and is killed in its turn. */
final class Kills implements Scenario {

    private final KillPoint[] points;

    /** At each point. */
    Kills() {
        this(KillPoint.values());
    }

    Kills(KillPoint... points) {
        this.points = points;
    }

    @Override
    public void run(Trial trial, Tally tally) throws Exception {
        trial.startFeed();
        Set<String> before = Set.of();
        long killed = 0;
        for (KillPoint point : points) {
            KillPoint.Caught caught = point.start(trial);
            if (killed != 0) {
                trial.awaitNewFile(before);
                tally.recovered(Duration.ofNanos(System.nanoTime() - killed));
            }
            caught.awaitReached();
            before = trial.filesAndNamed();
            caught.instance().kill();
            killed = System.nanoTime();
            tally.injected();
        }
        trial.start();
        trial.awaitNewFile(before);
        tally.recovered(Duration.ofNanos(System.nanoTime() - killed));
    }
}
