package dev.sluice.chaos.soak;

import dev.sluice.chaos.inside.Fault;
import dev.sluice.chaos.inside.Fault.Action;
import dev.sluice.chaos.inside.Fault.Side;
import dev.sluice.chaos.inside.Step;
import dev.sluice.chaos.world.Await;
import dev.sluice.chaos.world.Trial;
import dev.sluice.chaos.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What can happen to the pipeline. Each returns once it is over; what comes of it is seen afterwards. */
enum Misfortune {
    KILL("kill -9") {
        @Override
        void happen(Trial trial, Seat seat, Random random) throws Exception {
            seat.instance().kill();
            seat.start();
        }
    },

    KILL_WITHIN_A_STEP("kill -9 within a commit step") {
        @Override
        void happen(Trial trial, Seat seat, Random random) throws Exception {
            seat.instance().stop();
            Fault hold = Fault.at(step(random), side(random), CALL, Action.HOLD);
            seat.start(hold).awaitReached(hold);
            seat.instance().kill();
            seat.start();
        }
    },

    KILL_AND_LOSE_STATE("kill -9, state volume gone") {
        @Override
        void happen(Trial trial, Seat seat, Random random) throws Exception {
            seat.instance().kill();
            seat.loseState();
            seat.start();
        }
    },

    FREEZE("frozen for two sessions") {
        @Override
        void happen(Trial trial, Seat seat, Random random) throws Exception {
            seat.instance().process().freeze();
            Await.pass(World.SESSION.multipliedBy(2));
            seat.instance().process().thaw();
        }
    },

    BROKER_KILL("broker kill -9") {
        @Override
        void happen(Trial trial, Seat seat, Random random) throws Exception {
            trial.world().brokers().killFor(Duration.ofSeconds(3), 0);
        }
    },

    BROKER_FREEZE("broker frozen 10 s") {
        @Override
        void happen(Trial trial, Seat seat, Random random) throws Exception {
            trial.world().brokers().freezeFor(Duration.ofSeconds(10), 0);
        }
    },

    CUT("broker cut off 8 s") {
        @Override
        void happen(Trial trial, Seat seat, Random random) {
            trial.world().brokers().cutFor(Duration.ofSeconds(8));
        }
    },

    HANGING_TRANSACTION("hanging transaction 8 s") {
        @Override
        void happen(Trial trial, Seat seat, Random random) throws Exception {
            try (AutoCloseable hanging = trial.hang(Duration.ofSeconds(8))) {
                Await.pass(Duration.ofSeconds(8));
            }
        }
    },

    RESTART("restart and storage trouble") {
        @Override
        void happen(Trial trial, Seat seat, Random random) throws Exception {
            seat.instance().stop();
            seat.start(trouble(random), trouble(random));
        }
    };

    /** An owner publishes what it finds before it does anything of its own; later calls are its own. */
    private static final int CALL = 4;

    private static final List<Step> STEPS = List.of(Step.PREPARE, Step.COMMIT, Step.PUBLISH);
    private static final List<Action> TROUBLES = List.of(Action.FAIL, Action.BUSY, Action.FULL, Action.SLOW);

    private final String words;

    Misfortune(String words) {
        this.words = words;
    }

    abstract void happen(Trial trial, Seat seat, Random random) throws Exception;

    private static Fault trouble(Random random) {
        int first = random.nextInt(1, 12);
        Action action = TROUBLES.get(random.nextInt(TROUBLES.size()));
        return new Fault(step(random), side(random), first, first + random.nextInt(4), action);
    }

    private static Step step(Random random) {
        return STEPS.get(random.nextInt(STEPS.size()));
    }

    private static Side side(Random random) {
        return random.nextBoolean() ? Side.BEFORE : Side.AFTER;
    }

    @Override
    public String toString() {
        return words;
    }
}
