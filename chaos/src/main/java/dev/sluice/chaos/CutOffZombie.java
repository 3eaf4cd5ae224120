package dev.sluice.chaos;

import dev.sluice.chaos.world.Trial;
import java.util.Set;

/** Kafka and an instance no longer hear of each other, while the instance still reaches its storage, and uses it. */
final class CutOffZombie implements Scenario {

    private final KillPoint point;

    CutOffZombie(KillPoint point) {
        this.point = point;
    }

    @Override
    public void run(Trial trial, Tally tally) throws Exception {
        trial.startFeed();
        run(trial, tally, point.start(trial));
    }

    static void run(Trial trial, Tally tally, KillPoint.Caught zombie) throws Exception {
        zombie.awaitReached();
        Set<String> before = trial.filesAndNamed();
        trial.world()
                .brokers()
                .proxies()
                .forEach(proxy -> proxy.freeze(zombie.instance().name()));
        tally.injected();
        trial.start();
        trial.awaitNewFile(before);
        zombie.release();
        trial.awaitNewFile(trial.filesAndNamed());
        trial.world()
                .brokers()
                .proxies()
                .forEach(proxy -> proxy.thaw(zombie.instance().name()));
        trial.awaitNewFile(trial.filesAndNamed());
    }
}
