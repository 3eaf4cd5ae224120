package dev.sluice.service.rawzone;

import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What a broker would answer. */
public final class FakeKafka implements KafkaView {

    Optional<OffsetAndMetadata> committed = Optional.empty();
    long beginning;
    long end;

    @Override
    public String clusterId() {
        return "cluster-1";
    }

    @Override
    public String topicId() {
        return "topic-1";
    }

    @Override
    public long beginning(TopicPartition partition) {
        return beginning;
    }

    @Override
    public long readCommittedEnd(TopicPartition partition) {
        return end;
    }

    @Override
    public Optional<OffsetAndMetadata> committed(TopicPartition partition) {
        return committed;
    }

    @Override
    public void close() {}
}
