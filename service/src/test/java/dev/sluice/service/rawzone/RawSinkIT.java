package dev.sluice.service.rawzone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.service.rawzone.RawSinkState.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sink against a real broker, on the local file system. */
class RawSinkIT extends RawSinkFixture {

    @Test
    void bringsEachCommittedRowIntoRawOnceAndNoAbortedOne() throws Exception {
        commit(500);
        abort(300);
        commit(500);
        abort(100);

        start(settings());

        awaitDrained();
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void continuesWhereTheChainEndsAfterARestart() throws Exception {
        commit(400);
        RawSink first = start(settings());
        awaitDrained();
        first.stop(Duration.ofSeconds(20));
        assertThat(first.state().phase()).isEqualTo(Phase.STOPPED);
        commit(400);

        start(settings());

        awaitDrained();
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void commitsWhatItHasReadWhenItIsStopped() throws Exception {
        commit(200);
        RawSink sink = start(settings().rollingAt(1_000_000, 1 << 30, Duration.ofHours(1), Duration.ofHours(1)));
        await().atMost(PATIENCE).until(() -> openFiles() == partitions() && unread() == 0);

        sink.stop(Duration.ofSeconds(20));

        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(lag()).isZero();
    }

    @Test
    void sharesThePartitionsAmongInstancesThatComeAndGo() throws Exception {
        var small = settings().rollingAt(50, 1 << 20, Duration.ofSeconds(1), Duration.ofMillis(300));
        commit(600);
        RawSink first = start(small);
        commit(600);
        RawSink second = start(small);
        commit(600);
        await().atMost(PATIENCE).until(() -> ids().size() > 600);
        first.stop(Duration.ofSeconds(20));
        commit(600);
        start(small);
        commit(600);
        second.stop(Duration.ofSeconds(20));

        awaitDrained();
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 37, 100_000})
    void goesOnFromTheChainWhereverTheGroupsOffsetsAreSet(long offset) throws Exception {
        commit(300);
        RawSink first = start(settings());
        awaitDrained();
        first.stop(Duration.ofSeconds(20));
        for (int partition = 0; partition < partitions(); partition++) {
            admin.alterConsumerGroupOffsets(
                            topic.group(),
                            Map.of(new TopicPartition(topic.topic(), partition), new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
        commit(300);

        start(settings());

        awaitRows();
        awaitDrained();
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void goesOnFromTheChainWhenTheGroupIsDeleted() throws Exception {
        commit(300);
        RawSink first = start(settings());
        awaitDrained();
        first.stop(Duration.ofSeconds(20));
        admin.deleteConsumerGroups(List.of(topic.group())).all().get();
        commit(300);

        start(settings());

        awaitDrained();
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void acknowledgesATopicOfAbortedRowsAlone() throws Exception {
        abort(300);

        start(settings());

        awaitDrained();
        assertThat(ids()).isEmpty();
    }

    @Test
    void readsOnAfterTheBrokerWasKilled() throws Exception {
        commit(300);
        start(settings());
        awaitDrained();

        broker.kill();
        broker.start();
        commit(300);

        awaitDrained();
        assertThat(ids()).containsExactlyInAnyOrderElementsOf(expected);
    }
}
