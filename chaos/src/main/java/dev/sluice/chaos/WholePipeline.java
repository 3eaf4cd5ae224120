package dev.sluice.chaos;

import dev.sluice.chaos.world.Instance;
import dev.sluice.chaos.world.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** The same from XML messages on: the stream, its state and the sink in one process. */
final class WholePipeline implements Scenario {

    private final Scenario scenario;

    WholePipeline(Scenario scenario) {
        this.scenario = scenario;
    }

    @Override
    public void run(Trial trial, Tally tally) throws Exception {
        trial.throughTheWholePipeline();
        scenario.run(trial, tally);
    }

    /** The same where a restarted instance is known to Kafka as the one that was killed, and nobody waits for that. */
    static void killStaticMember(Trial trial, Tally tally) throws Exception {
        trial.set("sluice.kafka.group.instance.id", "one");
        trial.set("sluice.kafka.session.timeout.ms", "45000");
        kill(trial, tally);
    }

    /** kill -9, and a restart that finds the local state. */
    static void kill(Trial trial, Tally tally) throws Exception {
        trial.keepState();
        trial.startFeed();
        Instance instance = trial.start();
        trial.awaitNewFile(Set.of());
        for (int kill = 0; kill < 3; kill++) {
            trial.awaitNewFile(trial.filesAndNamed());
            instance.kill();
            long killed = System.nanoTime();
            tally.injected();
            instance = trial.start();
            trial.awaitRowSentAfter(Instant.now());
            tally.recovered(Duration.ofNanos(System.nanoTime() - killed));
        }
    }
}
