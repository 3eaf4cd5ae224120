package dev.sluice.service.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.demo.broker.LocalBroker;
import dev.sluice.record.commandline.UserErrorException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.tools.StreamsResetter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From which positions the stream starts, and from which it does not. */
@Timeout(180)
class EpochCheckIT {

    private static final String VERSION = "0123456789ab";

    @TempDir
    private static Path directory;

    private static LocalBroker broker;
    private static Admin admin;

    private StoppedStream stream;

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
    void prepare() throws Exception {
        stream = new StoppedStream(admin, broker.bootstrap()).before();
    }

    @Test
    void beginsAtTheFirstMessageThatIsThere() throws Exception {
        stream.deleteMessages(1, 4);

        assertThat(check().number()).isZero();

        assertThat(stream.committed(0)).isZero();
        assertThat(stream.committed(1)).isEqualTo(4);
    }

    @Test
    void goesOnWhereItWasStopped() throws Exception {
        stream.after(0);

        assertThat(check()).isEqualTo(new RunningEpoch(0, List.of()));
    }

    @Test
    void startsAheadOfCountsThatWereNotYetPublished() throws Exception {
        stream.after(0);
        stream.send(stream.names.input(), 0, 0L, "m");
        stream.commit(stream.names.input(), 0, 11);

        assertThat(check().number()).isZero();
    }

    @Test
    void refusesAGroupThatWasResetByKafkasTool() throws Exception {
        stream.after(0);
        int code = new StreamsResetter().execute(new String[] {
            "--application-id", stream.names.application(),
            "--bootstrap-server", broker.bootstrap(),
            "--input-topics", stream.names.input()
        });
        assertThat(code).isZero();

        refuses("group sluice-" + stream.names.dataset() + " stands at offset 0 of " + stream.names.input()
                + "-0, but epoch 0 has accounted for all before 10 and would double their rows; to read again, begin a"
                + " new epoch with ./sluice replay --from earliest; to go on where it was, with --from 0:10,1:10");
    }

    @Test
    void refusesAResetThatOnlyTookTheState() throws Exception {
        stream.after(0);
        int code = new StreamsResetter().execute(new String[] {
            "--application-id", stream.names.application(), "--bootstrap-server", broker.bootstrap()
        });
        assertThat(code).isZero();

        refuses("topic " + stream.names.rekey() + " is gone, which holds state of epoch 0");
    }

    @Test
    void refusesARekeyTopicThatIsReadAgain() throws Exception {
        stream.after(0);
        stream.count(0, "dedup", 1, 5);
        stream.commit(stream.names.rekey(), 1, 2);

        refuses("stands at offset 2 of " + stream.names.rekey() + "-1, but epoch 0 has accounted for all before 5");
    }

    @Test
    void refusesOffsetsThatKafkaForgot() throws Exception {
        stream.after(0);
        stream.forget(stream.names.input(), 1);

        refuses("has no offset of " + stream.names.input() + "-1, but epoch 0 has accounted for all before 10");
    }

    @Test
    void waitsForTheTransactionOfAnInstanceThatIsGone() throws Exception {
        stream.after(0);
        try (var transaction = stream.commitInTransaction(0, 10)) {
            var check = CompletableFuture.supplyAsync(this::check);
            assertThat(check).failsWithin(Duration.ofSeconds(2)).withThrowableOfType(TimeoutException.class);

            transaction.abortTransaction();

            assertThat(check).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(new RunningEpoch(0, List.of()));
        }
    }

    @Test
    void refusesMessagesThatWereDeletedBeforeTheyWereRead() throws Exception {
        stream.after(0);
        for (int message = 0; message < 3; message++) {
            stream.send(stream.names.input(), 0, 0L, "m");
        }
        stream.deleteMessages(0, 12);

        refuses("messages 10 to 11 of " + stream.names.input() + "-0 were deleted by the topic's retention before they"
                + " were read; go on behind them with ./sluice replay --from 0:12,1:10");
    }

    private RunningEpoch check() {
        return new EpochCheck(admin, stream.names, stream.clients).check(VERSION);
    }

    private void refuses(String message) {
        assertThatThrownBy(this::check)
                .isInstanceOf(UserErrorException.class)
                .hasMessageStartingWith("Cannot start " + stream.names.dataset() + ": ")
                .hasMessageContaining(message);
    }
}
