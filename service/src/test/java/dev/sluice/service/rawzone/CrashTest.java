package dev.sluice.service.rawzone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.service.rawzone.chain.Chain;
import dev.sluice.service.rawzone.storage.FaultyStorage;
import dev.sluice.service.rawzone.storage.FaultyStorage.When;
import dev.sluice.service.rawzone.storage.LocalStorage;
import dev.sluice.service.rawzone.storage.RawStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens around any call to the storage, RAW holds each row once. */
class CrashTest {

    private static final int ROWS = 10;
    /** Genesis, a checkpoint; prepare, create and publish for each of four files, create for the hours after it. */
    private static final int CALLS = 2 + 4 * (3 + Writer.IDLE_HOURS_PER_FILE);

    @TempDir
    Path directory;

    private Path raw;
    private FakeKafka kafka;

    /** The end of a process: nothing after it runs, not even a repetition. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void begin() {
        renew(0);
    }

    private void renew(int round) {
        raw = directory.resolve("raw" + round);
        kafka = new FakeKafka();
    }

    @ParameterizedTest
    @EnumSource
    void survivesAKillAtEachStorageCall(When when) throws IOException {
        int calls = 0;
        for (int round = 0; round == calls; round++) {
            renew(round);
            int killAt = round;
            var count = new int[1];
            var mortal = new FaultyStorage(new LocalStorage(raw), (call, at) -> {
                if (at == when && count[0]++ == killAt) {
                    throw new Killed();
                }
            });
            try {
                writer(mortal).run();
            } catch (Killed killed) {
                calls++;
            }

            writer(new LocalStorage(raw)).run();

            assertEachRowOnce();
        }
        assertThat(calls).isEqualTo(CALLS);
    }

    @ParameterizedTest
    @EnumSource
    void survivesAKillWhenKafkaForgetsTheGroup(When when) throws IOException {
        for (int killAt = 0; killAt < CALLS; killAt++) {
            renew(killAt);
            int last = killAt;
            var count = new int[1];
            var mortal = new FaultyStorage(new LocalStorage(raw), (call, at) -> {
                if (at == when && count[0]++ == last) {
                    throw new Killed();
                }
            });
            assertThatThrownBy(() -> writer(mortal).run()).isInstanceOf(Killed.class);
            kafka.committed = Optional.empty();

            writer(new LocalStorage(raw)).run();

            assertEachRowOnce();
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesAnAnswerThatNeverCame(When when) throws IOException {
        for (int failAt = 0; failAt < CALLS; failAt++) {
            renew(failAt);
            int only = failAt;
            var count = new int[1];
            var unreliable = new FaultyStorage(new LocalStorage(raw), (call, at) -> {
                if (at == when && count[0]++ == only) {
                    throw new IOException("timed out");
                }
            });

            writer(unreliable).run();

            assertEachRowOnce();
        }
    }

    @Test
    void sharesAChainAmongWritersWhoAllBelieveToOwnIt() throws Exception {
        var pool = Executors.newFixedThreadPool(4);
        List<Callable<Integer>> writers = IntStream.range(0, 4)
                .<Callable<Integer>>mapToObj(
                        i -> () -> writer(new LocalStorage(raw), 60).run())
                .toList();

        for (Future<Integer> writer : pool.invokeAll(writers)) {
            writer.get();
        }

        pool.shutdown();
        assertEachRowOnce(60);
    }

    @ParameterizedTest
    @EnumSource
    void letsAFrozenWriterWakeUpBehindTheChain(Step step) throws Exception {
        var reached = new CountDownLatch(1);
        var thaw = new CountDownLatch(1);
        var frozen = new FaultyStorage(new LocalStorage(raw), (call, when) -> {
            if (call.equals(step.call) && when == step.when && reached.getCount() > 0 && hasBegun()) {
                reached.countDown();
                await(thaw);
            }
        });
        var pool = Executors.newSingleThreadExecutor();
        Future<Integer> zombie = pool.submit(() -> writer(frozen).run());
        await(reached);

        writer(new LocalStorage(raw)).run();
        archive();
        thaw.countDown();
        zombie.get();

        pool.shutdown();
        assertThat(DuckDb.query("SELECT count(DISTINCT id), count(*) FROM read_parquet(['" + directory
                        + "/archive/*.parquet', '" + raw + "/things/*/*/*.parquet'])"))
                .containsExactly(ROWS + "|" + ROWS);
        assertThat(published()).as("the newest file; no archived one came back").hasSize(1);
        assertThat(staged()).isEmpty();
    }

    @Test
    void leavesTheStagedFileOfAWriterWhoMayStillCommit() throws IOException {
        var owners = new int[1];
        var interrupted = new FaultyStorage(new LocalStorage(raw), (call, when) -> {
            if (call.equals("prepare") && when == When.AFTER) {
                // Another instance has the partition for a moment, and loses it before it has written anything.
                new Chain(new LocalStorage(raw), Writer.ID).recover(Optional.empty());
                owners[0]++;
            }
        });

        writer(interrupted).run();

        assertThat(owners[0]).isPositive();
        assertEachRowOnce();
    }

    enum Step {
        BEFORE_PREPARE("prepare", When.BEFORE),
        AFTER_PREPARE("prepare", When.AFTER),
        BEFORE_COMMIT("create", When.BEFORE),
        AFTER_COMMIT("create", When.AFTER),
        BEFORE_PUBLISH("publish", When.BEFORE),
        AFTER_PUBLISH("publish", When.AFTER);

        private final String call;
        private final When when;

        Step(String call, When when) {
            this.call = call;
            this.when = when;
        }
    }

    @Test
    void givesUpWhenThePartitionIsTakenAway() {
        Writer[] writer = new Writer[1];
        var away = new FaultyStorage(new LocalStorage(raw), (call, when) -> {
            if (call.equals("prepare")) {
                writer[0].cancellation.cancel();
                throw new IOException("no answer");
            }
        });
        writer[0] = writer(away);

        assertThatThrownBy(() -> writer[0].run()).isInstanceOf(CancellationException.class);
        assertThat(published()).isEmpty();
    }

    private boolean hasBegun() {
        return Files.exists(raw.resolve("_commits/things/cluster-1/topic-1/p=00000/genesis.json"));
    }

    /** What the retention job does with files that were processed; it leaves those of the newest record. */
    private void archive() throws IOException {
        Files.createDirectories(directory.resolve("archive"));
        for (Path file : published()) {
            if (file.toString().contains("-" + ROWS * 2 + "-")) {
                continue;
            }
            Files.move(file, directory.resolve("archive").resolve(file.getFileName()));
        }
    }

    private Writer writer(RawStorage storage) {
        return writer(storage, ROWS);
    }

    private Writer writer(RawStorage storage, int rows) {
        return new Writer(directory, storage, kafka, rows);
    }

    private void assertEachRowOnce() throws IOException {
        assertEachRowOnce(ROWS);
    }

    private void assertEachRowOnce(int rows) throws IOException {
        assertThat(DuckDb.ids(raw, "things"))
                .containsExactlyElementsOf(
                        IntStream.range(0, rows).mapToObj(i -> "id-" + i).toList());
        // The next owner removes what a killed one staged, once the chain has passed it.
        CommitRecord last = new Chain(new LocalStorage(raw), Writer.ID)
                .recover(Optional.empty())
                .orElseThrow();
        assertThat(last.next()).isEqualTo(rows * 2L);
        assertThat(staged()).isEmpty();
    }

    private List<Path> published() {
        return files(raw.resolve("things"));
    }

    private List<Path> staged() {
        return files(raw.resolve("_staging"));
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
