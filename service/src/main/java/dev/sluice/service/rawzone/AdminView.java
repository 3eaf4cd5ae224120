package dev.sluice.service.rawzone;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

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
        return answer(admin.describeCluster().clusterId());
    }

    @Override
    public String topicId() throws IOException {
        var topics = answer(admin.describeTopics(List.of(rows.topic())).allTopicNames());
        return Objects.requireNonNull(topics.get(rows.topic())).topicId().toString();
    }

    @Override
    public long beginning(TopicPartition partition) throws IOException {
        return answer(admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                        .partitionResult(partition))
                .offset();
    }

    @Override
    public long readCommittedEnd(TopicPartition partition) throws IOException {
        var committedOnly = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        return answer(admin.listOffsets(Map.of(partition, OffsetSpec.latest()), committedOnly)
                        .partitionResult(partition))
                .offset();
    }

    @Override
    public Optional<OffsetAndMetadata> committed(TopicPartition partition) throws IOException {
        var offsets = answer(admin.listConsumerGroupOffsets(rows.group()).partitionsToOffsetAndMetadata(rows.group()));
        return Optional.ofNullable(offsets.get(partition));
    }

    /** @throws RetriableException when asking again may help */
    private static <T> T answer(KafkaFuture<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new IOException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
