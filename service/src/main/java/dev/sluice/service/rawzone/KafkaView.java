package dev.sluice.service.rawzone;

import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What the sink asks Kafka outside of its consumer, so that no answer keeps the consumer from polling. An
 * {@link IOException} or a {@link org.apache.kafka.common.errors.RetriableException} says that asking again may help.
 */
interface KafkaView extends AutoCloseable {

    String clusterId() throws IOException;

    /** Of the rows topic. */
    String topicId() throws IOException;

    /** First offset that the rows topic still has. */
    long beginning(TopicPartition partition) throws IOException;

    /** The offset behind the last row of a finished transaction. */
    long readCommittedEnd(TopicPartition partition) throws IOException;

    Optional<OffsetAndMetadata> committed(TopicPartition partition) throws IOException;

    @Override
    void close();
}
