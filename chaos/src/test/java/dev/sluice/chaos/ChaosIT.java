package dev.sluice.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.chaos.inside.Fault;
import dev.sluice.chaos.inside.Fault.Action;
import dev.sluice.chaos.inside.Fault.Side;
import dev.sluice.chaos.inside.Mutant;
import dev.sluice.chaos.inside.Step;
import dev.sluice.chaos.oracle.Verdict;
import dev.sluice.chaos.world.Brokers;
import dev.sluice.chaos.world.HdfsLake;
import dev.sluice.chaos.world.Instance;
import dev.sluice.chaos.world.LocalLake;
import dev.sluice.chaos.world.S3Lake;
import dev.sluice.chaos.world.Trial;
import dev.sluice.chaos.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the suite: real processes, real servers. {@code scripts/chaos} runs the long one. */
@Timeout(300)
class ChaosIT {

    private static final long SEED = 20;

    @TempDir
    private static Path folder;

    private static World world;

    @BeforeAll
    static void start() throws Exception {
        world = new World(folder, Brokers.start(folder.resolve("kafka"), 1), new LocalLake(folder.resolve("raw")));
    }

    @AfterAll
    static void stop() throws Exception {
        world.close();
    }

    @Test
    void holdsEachRowOnceThroughAKillAtEachStepOfTheProtocol() throws Exception {
        var tally = new Tally();

        assertClean(2, new Kills(), tally);

        assertThat(tally.times()).isEqualTo(KillPoint.values().length);
        assertThat(tally.recoveries()).allMatch(time -> time.compareTo(Duration.ofSeconds(30)) < 0);
    }

    @Test
    void holdsEachRowOnceWhenAFrozenWriterWakesUp() throws Exception {
        assertClean(1, new FrozenZombie(KillPoint.BEFORE_COMMIT, FrozenZombie.Successor.ALIVE), new Tally());
    }

    @Test
    void holdsEachRowOnceWhenPartitionsMove() throws Exception {
        assertClean(4, new Rebalance(), new Tally());
    }

    @Test
    void holdsEachRowOnceInHdfsThroughAKillBetweenCommitAndPublish() throws Exception {
        try (var hdfs = new HdfsLake(folder.resolve("hdfs"));
                Trial trial = new World(folder, world.brokers(), hdfs).trial("hdfs", 1, new Random(SEED))) {
            assertClean(trial, new Kills(KillPoint.AFTER_COMMIT), new Tally());
        }
    }

    @Test
    void holdsEachRowOnceInS3ThroughAKillBetweenCommitAndPublish() throws Exception {
        try (var s3 = new S3Lake(folder.resolve("s3"));
                Trial trial = new World(folder, world.brokers(), s3).trial("s3", 1, new Random(SEED))) {
            assertClean(trial, new Kills(KillPoint.AFTER_COMMIT), new Tally());
        }
    }

    private static void assertClean(int partitions, Scenario scenario, Tally tally) throws Exception {
        try (Trial trial = world.trial(partitions, new Random(SEED))) {
            assertClean(trial, scenario, tally);
        }
    }

    private static void assertClean(Trial trial, Scenario scenario, Tally tally) throws Exception {
        scenario.run(trial, tally);

        Verdict verdict = scenario.verdict(trial);

        assertThat(verdict.isClean()).as(verdict.toString()).isTrue();
        assertThat(verdict.produced()).isPositive();
    }

    @Test
    void noticesAWriterWhoIgnoresThatItLost() throws Exception {
        try (Trial trial = world.trial(1, new Random(SEED))) {
            trial.startFeed();

            CutOffZombie.run(
                    trial, new Tally(), KillPoint.BEFORE_COMMIT.startMutant(trial, Mutant.CREATE_RESULT_IGNORED));

            Verdict verdict = trial.settle();
            assertThat(verdict.duplicated()).as(verdict.toString()).isPositive();
        }
    }

    @Test
    void noticesAWriterWhoIgnoresThatAFileDidNotGetItsName() throws Exception {
        try (Trial trial = world.trial(1, new Random(SEED))) {
            Fault unanswered = Fault.at(Step.PUBLISH, Side.BEFORE, 3, Action.FAIL);
            trial.startFeed();

            Instance mutant = trial.startMutant(Mutant.RENAME_RESULT_IGNORED, unanswered);
            mutant.awaitReached(unanswered);
            trial.awaitNewFile(trial.filesAndNamed());

            Verdict verdict = trial.settle();
            assertThat(verdict.lost()).as(verdict.toString()).isPositive();
        }
    }

    @Test
    void noticesAnOwnerWhoDeletesWhatOthersStaged() throws Exception {
        try (Trial trial = world.trial(1, new Random(SEED))) {
            trial.startFeed();
            KillPoint.Caught staged = KillPoint.BEFORE_COMMIT.start(trial);
            staged.awaitReached();
            trial.pauseFeed();
            world.brokers()
                    .proxies()
                    .forEach(proxy -> proxy.freeze(staged.instance().name()));
            // So that the chain's head stays where the other writer may still commit.
            trial.set("sluice.raw.roll.idle", "1h");
            trial.set("sluice.raw.roll.age", "1h");

            Instance mutant = trial.startMutant(Mutant.STAGING_DELETED_ON_ASSIGNMENT);
            mutant.awaitSaid("Continuing topic=");
            staged.release();
            staged.instance().awaitSaid("neither staged nor published");

            Verdict verdict = trial.judge();
            assertThat(verdict.problems())
                    .anyMatch(problem -> problem.contains("file of a commit record is not there"));
        }
    }
}
