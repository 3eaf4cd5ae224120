package dev.sluice.service.rawzone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.service.rawzone.RawSinkState.Phase;
import dev.sluice.service.rawzone.storage.FaultyStorage;
import dev.sluice.service.rawzone.storage.LocalStorage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A storage or a broker that answers late, or not at all. */
class RawSinkOutageIT extends RawSinkFixture {

    private static final int MAX_POLL_INTERVAL_MILLIS = 4_000;

    @Test
    void waitsForAStorageThatIsAwayAndResumesByItself() throws Exception {
        var away = new AtomicBoolean(true);
        var storage = new FaultyStorage(new LocalStorage(raw()), (call, when) -> {
            if (call.equals("prepare") && away.get()) {
                throw new IOException("storage away");
            }
        });
        commit(300);
        RawSink sink = start(settings(), storage);
        await().atMost(PATIENCE).until(() -> sink.state().phase() == Phase.RETRYING);
        assertThat(sink.state().detail()).contains("Cannot bring", "into RAW", "storage away");
        await().atMost(PATIENCE).until(() -> unflushedAge() > 2);
        double age = unflushedAge();
        commit(300);
        await("the lag of partitions that are paused").atMost(PATIENCE).until(() -> unread() >= 300);
        await().atMost(PATIENCE).until(() -> unflushedAge() > age + 2);

        away.set(false);

        awaitDrained();
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected);
        await().atMost(PATIENCE).until(() -> sink.state().phase() == Phase.RUNNING);
        await().atMost(PATIENCE).until(() -> unflushedAge() == 0 && unread() == 0);
    }

    @Test
    void keepsItsPartitionsWhileTheStorageHangsAndLetsThemGoWhenAnotherInstanceComes() throws Exception {
        topic = impatient();
        var release = new CountDownLatch(1);
        var hanging = new FaultyStorage(new LocalStorage(raw()), (call, when) -> {
            if (call.equals("prepare") && when == FaultyStorage.When.BEFORE) {
                awaitQuietly(release);
            }
        });
        commit(300);
        start(settings().rollingAt(20, 1 << 30, Duration.ofSeconds(1), Duration.ofMillis(300)), hanging);
        await().atMost(PATIENCE).until(() -> members().size() == 1 && unflushedAge() > 0);
        String member = members().iterator().next().consumerId();

        await("two poll intervals later it is the same member")
                .during(Duration.ofMillis(2 * MAX_POLL_INTERVAL_MILLIS))
                .atMost(PATIENCE)
                .until(() -> members().stream().anyMatch(now -> now.consumerId().equals(member)));
        start(settings());
        await("the partitions are shared")
                .atMost(PATIENCE)
                .until(() -> members().size() == 2
                        && members().stream()
                                .noneMatch(now ->
                                        now.assignment().topicPartitions().isEmpty()));
        release.countDown();

        awaitDrained();
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void isAStaticMemberOfItsGroupWhenTheClientsAre() throws Exception {
        var config = new HashMap<>(clients());
        config.put("group.instance.id", "sluice-0");
        topic = RowsTopic.of(topic.dataset(), config);
        commit(30);

        start(settings());

        awaitDrained();
        assertThat(members())
                .extracting(member -> member.groupInstanceId().orElse("none"))
                .containsExactly("sluice-0");
        assertThat(group().partitionAssignor()).isEqualTo("cooperative-sticky");
    }

    @Test
    void namesATransactionThatDoesNotEnd() throws Exception {
        var clock = new SettableClock(Instant.now());
        commit(30);
        RawSink sink = start(new RawSink(settings(), new LocalStorage(raw()), topic, rows.schemas(), meters, clock));
        awaitDrained(clock);
        var config = new HashMap<>(clients());
        config.put("transactional.id", "hanging-" + topic.dataset());
        try (var hanging = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            hanging.initTransactions();
            hanging.beginTransaction();
            hanging.send(new ProducerRecord<>(topic.topic(), 1, null, rows.row(number)));
            hanging.flush();

            await().atMost(PATIENCE).until(() -> {
                clock.pass(Duration.ofMinutes(1));
                return sink.state().detail().contains("Rows of " + topic.topic() + "-1 wait for a transaction");
            });
            assertThat(sink.state().phase()).isEqualTo(Phase.RUNNING);
            assertThat(meters.get("sluice.raw.open.transaction.age").gauge().value())
                    .isGreaterThanOrEqualTo(120);
            hanging.abortTransaction();
        }

        await().atMost(PATIENCE).until(() -> sink.state().detail().isEmpty());
        awaitDrained(clock);
    }

    private void awaitDrained(SettableClock clock) {
        await().atMost(PATIENCE).until(() -> {
            clock.pass(Duration.ofSeconds(1));
            return lag() == 0;
        });
    }

    private RowsTopic impatient() {
        var config = new HashMap<>(clients());
        config.put("max.poll.interval.ms", MAX_POLL_INTERVAL_MILLIS);
        return RowsTopic.of(topic.dataset(), Map.copyOf(config));
    }

    private Collection<MemberDescription> members() throws ExecutionException, InterruptedException {
        return group().members();
    }

    private ConsumerGroupDescription group() throws ExecutionException, InterruptedException {
        return Objects.requireNonNull(
                admin.describeConsumerGroups(List.of(topic.group())).all().get().get(topic.group()));
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
