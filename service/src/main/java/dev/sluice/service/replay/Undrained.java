package dev.sluice.service.replay;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Whether rows wait in the re-key topic: deleting it would lose those of messages that are not read again. */
final class Undrained {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final Positions positions;
    private final Map<String, Object> clients;

    Undrained(Positions positions, Map<String, Object> clients) {
        this.positions = positions;
        this.clients = clients;
    }

    /** Partitions of the topic with committed rows behind the group's offset. */
    List<TopicPartition> partitions(String topic) {
        List<TopicPartition> all = positions.partitions(topic);
        Map<TopicPartition, Long> beginnings = positions.offsets(all, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = positions.offsets(all, OffsetSpec.latest());
        return all.stream()
                .filter(partition -> {
                    long beginning = beginnings.getOrDefault(partition, 0L);
                    long from =
                            Math.max(beginning, positions.committed(partition).orElse(beginning));
                    return hasRow(partition, from, ends.getOrDefault(partition, 0L));
                })
                .toList();
    }

    /** What is left may be nothing but transaction markers, which the group has no reason to commit. */
    private boolean hasRow(TopicPartition partition, long from, long end) {
        if (from >= end) {
            return false;
        }
        Map<String, Object> config = new HashMap<>(clients);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            while (consumer.position(partition) < end) {
                if (!consumer.poll(POLL).isEmpty()) {
                    return true;
                }
            }
            return false;
        }
    }
}
