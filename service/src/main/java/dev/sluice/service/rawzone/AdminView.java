package dev.sluice.service.rawzone;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Answers by Kafka's admin client. Thread-safe. */
final class AdminView implements KafkaView {

    private final Admin admin;
    private final RowsTopic rows;

    AdminView(RowsTopic rows) {
        this.rows = rows;
        this.admin = Admin.create(new HashMap<>(rows.clientConfig()));
    }

    @Override
    public String clusterId() throws IOException {
        return Answer.of(admin.describeCluster().clusterId());
    }

    @Override
    public String topicId() throws IOException {
        var topics = Answer.of(admin.describeTopics(List.of(rows.topic())).allTopicNames());
        return Objects.requireNonNull(topics.get(rows.topic())).topicId().toString();
    }

    @Override
    public long beginning(TopicPartition partition) throws IOException {
        return Answer.of(admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                        .partitionResult(partition))
                .offset();
    }

    @Override
    public Map<TopicPartition, Ends> ends(Set<TopicPartition> partitions) throws IOException {
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        // The end that is committed first: what is appended in between must not look like an open transaction for long.
        var committed = Answer.of(admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all());
        var written = Answer.of(admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .all());
        var ends = new HashMap<TopicPartition, Ends>();
        committed.forEach((partition, end) -> ends.put(
                partition,
                new Ends(
                        end.offset(),
                        Objects.requireNonNull(written.get(partition)).offset())));
        return ends;
    }

    @Override
    public Optional<OffsetAndMetadata> committed(TopicPartition partition) throws IOException {
        var offsets =
                Answer.of(admin.listConsumerGroupOffsets(rows.group()).partitionsToOffsetAndMetadata(rows.group()));
        return Optional.ofNullable(offsets.get(partition));
    }

    @Override
    public void close() {
        admin.close();
    }
}
