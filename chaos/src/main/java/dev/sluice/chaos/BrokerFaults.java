package dev.sluice.chaos;

import dev.sluice.chaos.world.Brokers;
import dev.sluice.chaos.world.Trial;
import java.time.Duration;
import java.util.Set;

/** What happens to brokers and to the way there. */
final class BrokerFaults {

    private static final Duration DOWN = Duration.ofSeconds(3);
    private static final Duration FROZEN = Duration.ofSeconds(30);
    private static final Duration CUT = Duration.ofSeconds(10);

    private BrokerFaults() {}

    /** kill -9 of each node in turn. */
    static void kill(Trial trial, Tally tally) throws Exception {
        Brokers brokers = running(trial);
        for (int node = 0; node < brokers.size(); node++) {
            brokers.killFor(DOWN, node);
            tally.injected();
            awaitRecovery(trial, tally);
        }
    }

    /** SIGSTOP of one node for half a minute. */
    static void freeze(Trial trial, Tally tally) throws Exception {
        Brokers brokers = running(trial);
        brokers.freezeFor(FROZEN, 0);
        tally.injected();
        awaitRecovery(trial, tally);
    }

    /** No connection between the service and Kafka. */
    static void cut(Trial trial, Tally tally) throws Exception {
        Brokers brokers = running(trial);
        brokers.cutFor(CUT);
        tally.injected();
        awaitRecovery(trial, tally);
    }

    private static Brokers running(Trial trial) throws Exception {
        trial.startFeed();
        trial.start();
        trial.awaitNewFile(Set.of());
        return trial.world().brokers();
    }

    private static void awaitRecovery(Trial trial, Tally tally) throws Exception {
        long over = System.nanoTime();
        trial.awaitNewFile(trial.filesAndNamed());
        tally.recovered(Duration.ofNanos(System.nanoTime() - over));
    }
}
