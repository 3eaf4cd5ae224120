package dev.sluice.service.rawzone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.service.rawzone.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Where going on would lose or double rows, the sink stops and says why. */
class RawSinkRefusalIT extends RawSinkFixture {

    @Test
    void refusesToGoOnWhenRetentionHasOvertakenIt() throws Exception {
        commit(300);
        RawSink first = start(settings());
        awaitDrained();
        first.stop(Duration.ofSeconds(20));
        commit(300);
        var partition = new TopicPartition(topic.topic(), 0);
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(150)))
                .all()
                .get();

        RawSink sink = start(settings());

        awaitFailure(sink);
        assertThat(sink.state().detail())
                .contains(topic.topic() + "-0", "to 149 are not in RAW yet", "retention has overtaken the sink");
    }

    @Test
    void refusesATopicThatWasDeletedAndCreatedAgain() throws Exception {
        commit(30);
        RawSink first = start(settings());
        awaitDrained();
        first.stop(Duration.ofSeconds(20));
        admin.deleteConsumerGroups(List.of(topic.group())).all().get();
        admin.deleteTopics(List.of(topic.topic())).all().get();
        await().atMost(PATIENCE).until(() -> !admin.listTopics().names().get().contains(topic.topic()));
        admin.createTopics(List.of(new NewTopic(topic.topic(), partitions(), (short) 1)))
                .all()
                .get();

        RawSink sink = start(settings());

        awaitFailure(sink);
        assertThat(sink.state().detail()).contains("the topic was deleted and created again");
    }

    @Test
    void refusesARawZoneOfAnotherClusterAndTouchesNothing() throws Exception {
        commit(30);
        RawSink first = start(settings());
        awaitDrained();
        first.stop(Duration.ofSeconds(20));
        admin.deleteConsumerGroups(List.of(topic.group())).all().get();
        Path chains = raw().resolve("_commits").resolve(topic.dataset());
        String cluster = admin.describeCluster().clusterId().get();
        Files.move(chains.resolve(cluster), chains.resolve("original"));
        List<Path> before = files();

        RawSink sink = start(settings());

        awaitFailure(sink);
        assertThat(sink.state().detail()).contains("belongs to Kafka cluster original, this is " + cluster);
        assertThat(files()).isEqualTo(before);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(raw())) {
            return files.sorted().toList();
        }
    }

    @Test
    void refusesAGroupWithOffsetsWhoseCommitLogIsGone() throws Exception {
        commit(30);
        RawSink first = start(settings());
        awaitDrained();
        first.stop(Duration.ofSeconds(20));

        RawSink sink = start(settings(), new LocalStorage(directory.resolve("another-raw")));

        awaitFailure(sink);
        assertThat(sink.state().detail()).contains("has committed offset", "but there is no commit log");
    }

    @Test
    void stopsAtARowItCannotReadAndNamesIt() throws Exception {
        commit(30);
        producer.beginTransaction();
        var sent = producer.send(new ProducerRecord<>(topic.topic(), 1, null, new byte[] {1, 2, 3}));
        producer.commitTransaction();

        RawSink sink = start(settings());

        awaitFailure(sink);
        assertThat(sink.state().detail())
                .contains(
                        "not in Avro's single-object encoding",
                        topic.topic() + "-1@" + sent.get().offset());
    }
}
