package dev.sluice.service.rawzone;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    Map<TopicPartition, Ends> ends(Set<TopicPartition> partitions) throws IOException;

    /**
     * @param readCommitted where the first transaction begins that has not ended, else the end
     * @param written the offset behind the last row, whatever becomes of its transaction
     */
    record Ends(long readCommitted, long written) {}

    Optional<OffsetAndMetadata> committed(TopicPartition partition) throws IOException;

    @Override
    void close();
}
