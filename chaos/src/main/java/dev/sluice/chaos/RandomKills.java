package dev.sluice.chaos;

import dev.sluice.chaos.world.Await;
import dev.sluice.chaos.world.Instance;
import dev.sluice.chaos.world.Trial;
import java.time.Duration;
import java.util.Random;
import java.util.Set;

/** kill -9 at any moment, of one of two instances in turn; each is started again at once. */
final class RandomKills implements Scenario {

    private static final int SHORTEST_MILLIS = 800;
    private static final int LONGEST_MILLIS = 3_500;

    private final int kills;
    private final Random random;

    RandomKills(int kills, Random random) {
        this.kills = kills;
        this.random = random;
    }

    @Override
    public void run(Trial trial, Tally tally) throws Exception {
        trial.startFeed();
        Instance[] instances = {trial.start(), trial.start()};
        trial.awaitNewFile(Set.of());
        for (int kill = 0; kill < kills; kill++) {
            Await.pass(Duration.ofMillis(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS)));
            instances[kill % 2].kill();
            tally.injected();
            instances[kill % 2] = trial.start();
        }
        trial.awaitNewFile(trial.filesAndNamed());
    }
}
