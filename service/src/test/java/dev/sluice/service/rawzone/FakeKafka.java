package dev.sluice.service.rawzone;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What a broker would answer. */
public final class FakeKafka implements KafkaView {

    Optional<OffsetAndMetadata> committed = Optional.empty();
    long beginning;
    long end;
    long written;

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
    public Map<TopicPartition, Ends> ends(Set<TopicPartition> partitions) {
        return partitions.stream()
                .collect(Collectors.toMap(partition -> partition, partition -> new Ends(end, written)));
    }

    @Override
    public Optional<OffsetAndMetadata> committed(TopicPartition partition) {
        return committed;
    }

    @Override
    public void close() {}
}
