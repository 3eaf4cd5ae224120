package dev.sluice.chaos;

import dev.sluice.chaos.oracle.Verdict;
import dev.sluice.chaos.world.Brokers;
import dev.sluice.chaos.world.Instance;
import dev.sluice.chaos.world.Trial;
import dev.sluice.chaos.world.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;

/** The topic or the cluster is another one than the commit log belongs to: the sink has to refuse, and harm nothing. */
final class Strangers {

    private Strangers() {}

    /** The rows topic is deleted and created again. */
    static final class RecreatedTopic implements Scenario {
        @Override
        public void run(Trial trial, Tally tally) throws Exception {
            Instance before = filled(trial);
            before.stop();
            trial.recreateRows();
            trial.startFeed();
            tally.injected();
            trial.start().awaitSaid("its commit log belongs to a topic of the same name");
        }

        @Override
        public Verdict verdict(Trial trial) throws Exception {
            return trial.judge();
        }
    }

    /** A copy of the environment, with topics of the same names in another cluster, is pointed at the same lake. */
    static final class OtherCluster implements Scenario {
        @Override
        public void run(Trial trial, Tally tally) throws Exception {
            filled(trial);
            Path folder = Files.createTempDirectory(trial.world().folder(), "clone");
            try (Brokers clone = Brokers.start(folder.resolve("kafka"), 1);
                    Trial cloned = new World(folder, clone, trial.world().lake())
                            .trial(trial.dataset(), trial.partitions(), new Random(1))) {
                cloned.startFeed();
                tally.injected();
                cloned.start().awaitSaid("its commit log belongs to Kafka cluster");
            }
            trial.startFeed();
            trial.awaitNewFile(trial.filesAndNamed());
        }
    }

    private static Instance filled(Trial trial) throws Exception {
        trial.startFeed();
        Instance instance = trial.start();
        trial.awaitNewFile(Set.of());
        trial.drain();
        return instance;
    }
}
