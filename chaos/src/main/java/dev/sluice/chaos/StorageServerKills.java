package dev.sluice.chaos;

import dev.sluice.chaos.world.Await;
import dev.sluice.chaos.world.Lake;
import dev.sluice.chaos.world.Trial;
import java.time.Duration;
import java.util.Random;
import java.util.Set;

/** kill -9 of the storage's own server, at any moment; it comes back some seconds later. */
final class StorageServerKills implements Scenario {

    private static final int KILLS = 3;
    private static final Duration DOWN = Duration.ofSeconds(5);

    private final Random random;

    StorageServerKills(Random random) {
        this.random = random;
    }

    @Override
    public void run(Trial trial, Tally tally) throws Exception {
        trial.startFeed();
        trial.start();
        trial.awaitNewFile(Set.of());
        Lake.Server server = trial.world().lake().server().orElseThrow();
        for (int kill = 0; kill < KILLS; kill++) {
            Await.pass(Duration.ofMillis(random.nextInt(2_000)));
            server.kill();
            tally.injected();
            Await.pass(DOWN);
            server.start();
            long back = System.nanoTime();
            trial.awaitNewFile(trial.filesAndNamed());
            tally.recovered(Duration.ofNanos(System.nanoTime() - back));
        }
    }
}
