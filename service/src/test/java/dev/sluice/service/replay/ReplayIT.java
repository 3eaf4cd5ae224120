package dev.sluice.service.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.demo.broker.LocalBroker;
import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.commitlog.Epoch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A replay of a stream that had read ten messages of each of two partitions. */
@Timeout(180)
class ReplayIT {

    private static final String VERSION = "0123456789ab";
    private static final ReplayStart EARLIEST = new ReplayStart.Earliest();

    @TempDir
    private static Path directory;

    private static LocalBroker broker;
    private static Admin admin;

    private StoppedStream stream;
    private Replay replay;
    private final List<String> said = new ArrayList<>();

    @BeforeAll
    static void startBroker() throws Exception {
        broker = LocalBroker.start(directory);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        broker.close();
    }

    @BeforeEach
    void stopAStream() throws Exception {
        stream = new StoppedStream(admin, broker.bootstrap()).before().after(0);
        replay = new Replay(admin, stream.names, stream.clients);
    }

    @Test
    void changesNothingByPlanning() throws Exception {
        ReplayPlan plan = replay.plan(EARLIEST, VERSION);

        assertThat(plan.epoch().epoch()).isEqualTo(1);
        assertThat(plan.epoch().start()).isEqualTo(Map.of(0, 0L, 1, 0L));
        assertThat(plan.epoch().reached()).isEqualTo(Map.of(0, 10L, 1, 10L));
        assertThat(plan.partitions())
                .extracting(ReplayPlan.Partition::position, ReplayPlan.Partition::start, ReplayPlan.Partition::messages)
                .containsOnly(tuple(10L, 0L, 10L));
        assertThat(plan.topics()).containsExactlyElementsOf(stream.names.internal());
        assertThat(plan.obstacles()).isEmpty();
        assertThat(epochs()).isEmpty();
        assertThat(stream.committed(0)).isEqualTo(10);
    }

    @Test
    void beginsAnEpochAtItsStartWithoutState() throws Exception {
        replay.execute(replay.plan(new ReplayStart.Time(3500), VERSION), said::add);

        assertThat(stream.committed(0)).isEqualTo(4);
        assertThat(stream.committed(1)).isEqualTo(4);
        assertThat(admin.listTopics().names().get()).doesNotContainAnyElementsOf(stream.names.internal());
        RunningEpoch running = check(VERSION);
        assertThat(running.number()).isEqualTo(1);
        assertThat(running.replays())
                .singleElement()
                .satisfies(epoch -> assertThat(epoch.phase()).isEqualTo(Epoch.Phase.READY))
                .satisfies(epoch -> assertThat(epoch.definitionVersion()).isEqualTo(VERSION));
    }

    @Test
    void leavesPartitionsThatAreNotNamedWhereTheyAre() throws Exception {
        replay.execute(replay.plan(ReplayStart.parse("1:3"), VERSION), said::add);

        assertThat(stream.committed(0)).isEqualTo(10);
        assertThat(stream.committed(1)).isEqualTo(3);
    }

    @Test
    void leavesTheTopicsOfADatasetWithALongerNameAlone() throws Exception {
        String other = stream.names.application() + "-old-decode-counts-changelog";
        stream.create(other, 1);

        replay.execute(replay.plan(EARLIEST, VERSION), said::add);
        stream.commit(stream.names.input(), 0, 1);
        replay.execute(replay.plan(EARLIEST, VERSION), said::add);

        assertThat(stream.exists(other)).isTrue();
        assertThat(epochs()).hasSize(2);
        assertThat(stream.committed(0)).isZero();
    }

    @Test
    void refusesWhileAnInstanceIsAlive() {
        try (var instance = stream.instance()) {
            assertThat(instance.assignment()).isNotEmpty();
            ReplayPlan plan = replay.plan(EARLIEST, VERSION);

            assertThatThrownBy(() -> replay.execute(plan, said::add))
                    .isInstanceOf(UserErrorException.class)
                    .hasMessageContaining("instances are alive (an-instance on ")
                    .hasMessageContaining("stop them all");
        }
        assertThat(epochs()).isEmpty();
    }

    @Test
    void refusesWhileRowsWaitToBeDeduplicated() throws Exception {
        stream.send(stream.names.rekey(), 1, null, "row");

        ReplayPlan plan = replay.plan(EARLIEST, VERSION);

        assertThatThrownBy(() -> replay.execute(plan, said::add))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining("rows wait in [" + stream.names.rekey() + "-1] that are not deduplicated yet");
        assertThat(epochs()).isEmpty();
    }

    @Test
    void refusesAStartThatWasNeverReached() {
        assertThatThrownBy(() -> replay.plan(ReplayStart.parse("0:11"), VERSION))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContaining("Invalid --from: 0:11, expected 0 to 10");
        assertThatThrownBy(() -> replay.plan(ReplayStart.parse("7:1"), VERSION))
                .isInstanceOf(WrongUseException.class)
                .hasMessageContaining("Invalid --from: 7:1, expected a partition of " + stream.names.input());
    }

    @Test
    void isFinishedByTheNextRunWhenItDiesBeforeTheReset() throws Exception {
        replay.begin(replay.plan(EARLIEST, VERSION), said::add);

        assertThatThrownBy(() -> check(VERSION))
                .hasMessageContaining("a replay to epoch 1 was begun and is not finished");
        finishByAnotherRun();
    }

    @Test
    void isFinishedByTheNextRunWhenItDiesInTheReset() throws Exception {
        replay.begin(replay.plan(EARLIEST, VERSION), said::add);
        stream.commit(stream.names.input(), 0, 0);
        admin.deleteTopics(List.of(stream.names.rekey())).all().get();

        finishByAnotherRun();
    }

    @Test
    void isFinishedByTheNextRunWhenItDiesAfterTheReset() throws Exception {
        ReplayPlan plan = replay.plan(EARLIEST, VERSION);
        replay.begin(plan, said::add);
        replay.reset(plan, said::add);

        assertThatThrownBy(() -> check(VERSION))
                .hasMessageContaining("a replay to epoch 1 was begun and is not finished");
        finishByAnotherRun();
    }

    /** It asks for another start, which does not count any more. */
    private void finishByAnotherRun() throws Exception {
        ReplayPlan again = replay.plan(ReplayStart.parse("0:10"), VERSION);
        assertThat(again.resumed()).isTrue();

        replay.execute(again, said::add);

        assertThat(epochs())
                .singleElement()
                .satisfies(epoch -> assertThat(epoch.phase()).isEqualTo(Epoch.Phase.READY));
        assertThat(stream.committed(0)).isZero();
        assertThat(stream.committed(1)).isZero();
        assertThat(check(VERSION).number()).isEqualTo(1);
    }

    @Test
    void startsTheNewEpochOnlyByTheDefinitionThatItWasBegunFor() throws Exception {
        replay.execute(replay.plan(EARLIEST, VERSION), said::add);

        assertThatThrownBy(() -> check("ba9876543210"))
                .hasMessageContaining("epoch 1 was begun for definition " + VERSION + ", this one is ba9876543210");
        stream.count(1, "decode", 0, 0);
        stream.names.internal().forEach(this::create);
        assertThat(check("ba9876543210").number()).isEqualTo(1);
    }

    @Test
    void remembersHowFarAnyEpochHadRead() throws Exception {
        replay.execute(replay.plan(EARLIEST, VERSION), said::add);
        stream.commit(stream.names.input(), 0, 4);

        Epoch second = replay.plan(ReplayStart.parse("0:2"), VERSION).epoch();

        assertThat(second.epoch()).isEqualTo(2);
        assertThat(second.start()).isEqualTo(Map.of(0, 2L, 1, 0L));
        assertThat(second.reached()).isEqualTo(Map.of(0, 10L, 1, 10L));
    }

    @Test
    void countsFromTheAuditWhereTheGroupWasResetByHand() throws Exception {
        stream.commit(stream.names.input(), 0, 0);

        Epoch epoch = replay.plan(ReplayStart.parse("0:10,1:10"), VERSION).epoch();

        assertThat(epoch.start()).isEqualTo(Map.of(0, 10L, 1, 10L));
        assertThat(epoch.reached()).isEqualTo(Map.of(0, 10L, 1, 10L));
    }

    private void create(String topic) {
        try {
            stream.create(topic, 2);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private RunningEpoch check(String version) {
        return new EpochCheck(admin, stream.names, stream.clients).check(version);
    }

    private List<Epoch> epochs() {
        return new EpochsTopic(stream.names.epochs(), stream.clients).read();
    }
}
