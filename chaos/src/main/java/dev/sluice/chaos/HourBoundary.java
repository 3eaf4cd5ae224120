package dev.sluice.chaos;

import dev.sluice.chaos.world.Await;
import dev.sluice.chaos.world.Trial;
import java.time.Duration;
import java.util.Set;

/** The hour changes, twice, and whoever closes it is killed; the rows topic takes the producer's clock for it. */
final class HourBoundary implements Scenario {

    private static final int HOURS = 2;

    @Override
    public void run(Trial trial, Tally tally) throws Exception {
        trial.startFeed();
        Set<String> before = Set.of();
        for (int hour = 1; hour <= HOURS; hour++) {
            trial.topics().takeBrokersTime();
            KillPoint.Caught owner = KillPoint.AFTER_COMMIT.start(trial);
            trial.awaitOwner(owner.instance(), 1);
            trial.topics().takeProducersTime();
            trial.setClockAhead(Duration.ofHours(hour));
            owner.awaitReached();
            before = trial.filesAndNamed();
            owner.instance().kill();
            tally.injected();
        }
        trial.topics().takeBrokersTime();
        trial.start();
        trial.awaitNewFile(before);
        Await.until(
                "files of " + (HOURS + 1) + " hours",
                Trial.PATIENCE,
                () -> trial.files().stream()
                                .map(file -> file.replaceAll("/[^/]*$", ""))
                                .distinct()
                                .count()
                        > HOURS);
    }
}
