package dev.sluice.chaos;

import dev.sluice.chaos.world.Await;
import dev.sluice.chaos.world.Instance;
import dev.sluice.chaos.world.Trial;
import dev.sluice.chaos.world.World;
import java.time.Duration;
import java.util.Set;

/**
 * SIGSTOP at a point for twice the session timeout, then SIGCONT: the instance wakes up in the middle of a step that its
 * successor has long passed.
 */
final class FrozenZombie implements Scenario {

    private final KillPoint point;
    private final Successor successor;

    /** What has become of the new owner by the time that the old one wakes up. */
    enum Successor {
        ALIVE,
        GONE
    }

    FrozenZombie(KillPoint point, Successor successor) {
        this.point = point;
        this.successor = successor;
    }

    @Override
    public void run(Trial trial, Tally tally) throws Exception {
        trial.startFeed();
        KillPoint.Caught zombie = point.start(trial);
        zombie.awaitReached();
        Set<String> before = trial.filesAndNamed();
        zombie.instance().process().freeze();
        long frozen = System.nanoTime();
        tally.injected();
        Instance heir = trial.start();
        trial.awaitNewFile(before);
        tally.recovered(Duration.ofNanos(System.nanoTime() - frozen));
        Await.pass(World.SESSION.multipliedBy(2).minusNanos(System.nanoTime() - frozen));
        if (successor == Successor.GONE) {
            heir.kill();
            before = trial.filesAndNamed();
        }
        zombie.release();
        zombie.instance().process().thaw();
        trial.awaitNewFile(before);
    }
}
