package dev.sluice.service.rawzone;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/** What the sink asks Kafka outside of its consumer, so that no answer keeps the consumer from polling. Thread-safe. */
class KafkaView implements AutoCloseable {

    private final Admin admin;
    private final RowsTopic rows;

    KafkaView(RowsTopic rows) {
        this.rows = rows;
        this.admin = Admin.create(new HashMap<>(rows.clientConfig()));
    }

    String clusterId() throws IOException {
        return answer(admin.describeCluster().clusterId());
    }

    String topicId() throws IOException {
        var topics = answer(admin.describeTopics(List.of(rows.topic())).allTopicNames());
        return Objects.requireNonNull(topics.get(rows.topic())).topicId().toString();
    }

    /** First offset that the rows topic still has. */
    long beginning(TopicPartition partition) throws IOException {
        return answer(admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                        .partitionResult(partition))
                .offset();
    }

    Optional<OffsetAndMetadata> committed(TopicPartition partition) throws IOException {
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
