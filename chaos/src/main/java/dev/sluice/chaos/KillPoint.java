package dev.sluice.chaos;

import dev.sluice.chaos.inside.Fault;
import dev.sluice.chaos.inside.Fault.Action;
import dev.sluice.chaos.inside.Fault.Side;
import dev.sluice.chaos.inside.Mutant;
import dev.sluice.chaos.inside.Step;
import dev.sluice.chaos.world.Await;
import dev.sluice.chaos.world.Instance;
import dev.sluice.chaos.world.Trial;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A place in the commit log protocol where a process can be caught: at each step, before and after it takes effect. */
public enum KillPoint {
    BEFORE_PREPARE(Step.PREPARE, Side.BEFORE),
    AFTER_PREPARE(Step.PREPARE, Side.AFTER),
    BEFORE_COMMIT(Step.COMMIT, Side.BEFORE),
    AFTER_COMMIT(Step.COMMIT, Side.AFTER),
    BEFORE_PUBLISH(Step.PUBLISH, Side.BEFORE),
    AFTER_PUBLISH(Step.PUBLISH, Side.AFTER),
    BEFORE_ACKNOWLEDGE(null, Side.BEFORE),
    AFTER_ACKNOWLEDGE(null, Side.AFTER);

    /** An owner publishes what it finds before it does anything of its own; later calls are its own. */
    private static final int CALL = 4;

    private final @Nullable Step step;
    private final Side side;

    KillPoint(@Nullable Step step, Side side) {
        this.step = step;
        this.side = side;
    }

    /** Starts an instance that will stand still at this point. */
    Caught start(Trial trial) throws IOException {
        if (step == null) {
            return new Caught(trial, trial.start(), null);
        }
        return new Caught(trial, trial.start(hold(step)), hold(step));
    }

    /** The same with a mistake planted in it. */
    Caught startMutant(Trial trial, Mutant mutant) throws IOException {
        if (step == null) {
            return new Caught(trial, trial.startMutant(mutant), null);
        }
        return new Caught(trial, trial.startMutant(mutant, hold(step)), hold(step));
    }

    private Fault hold(Step held) {
        return Fault.at(held, side, CALL, Action.HOLD);
    }

    /** An instance that stands still at this point, or soon will. */
    final class Caught {
        private final Trial trial;
        private final Instance instance;
        private final @Nullable Fault hold;

        private Caught(Trial trial, Instance instance, @Nullable Fault hold) {
            this.trial = trial;
            this.instance = instance;
            this.hold = hold;
        }

        Instance instance() {
            return instance;
        }

        /** Returns when the point is reached, and fails when it never is. */
        void awaitReached() throws IOException, SQLException {
            if (hold != null) {
                instance.awaitReached(hold);
                return;
            }
            trial.awaitOwner(instance, 1);
            // Markers alone are acknowledged as well; it is a record's acknowledgement that is to get lost.
            trial.awaitNewFile(trial.filesAndNamed());
            List<CountDownLatch> lost = trial.world().brokers().proxies().stream()
                    .map(proxy -> side == Side.BEFORE
                            ? proxy.loseAcknowledgement(instance.name())
                            : proxy.loseAnswerToAcknowledgement(instance.name()))
                    .toList();
            Await.until(
                    instance + " acknowledges",
                    Trial.PATIENCE,
                    () -> lost.stream().anyMatch(latch -> latch.getCount() == 0));
        }

        /** Lets a storage call go on; an acknowledgement that got lost is given up by itself. */
        void release() throws IOException {
            if (hold != null) {
                instance.release(hold);
            }
        }
    }
}
