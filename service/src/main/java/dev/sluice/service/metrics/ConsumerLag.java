package dev.sluice.service.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far consumer groups are behind, partition by partition, as the broker knows it: from committed offsets, so that a
 * partition is seen whose instance died. Every instance tells of all partitions; take the highest of them. Thread-safe.
 */
public final class ConsumerLag implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ConsumerLag.class);

    /** A lag that is not known must not look like one that stands still. */
    private static final double UNKNOWN = Double.NaN;

    private final Map<String, List<String>> topicsOfGroups;
    private final Map<String, Object> clients;
    private final Duration interval;
    private final MeterRegistry meters;
    private final Map<Position, Lag> lags = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sluice-consumer-lag");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Admin admin;

    private record Position(String group, TopicPartition partition) {}

    private static final class Lag {
        volatile double offsets = UNKNOWN;
    }

    /**
     * @param topicsOfGroups the topics that each group reads; one that does not exist yet is passed over
     * @param clients how to reach Kafka
     */
    public ConsumerLag(
            Map<String, List<String>> topicsOfGroups,
            Map<String, Object> clients,
            Duration interval,
            MeterRegistry meters) {
        this.topicsOfGroups = Map.copyOf(topicsOfGroups);
        this.clients = Map.copyOf(clients);
        this.interval = interval;
        this.meters = meters;
    }

    public void start() {
        Admin asked = Admin.create(new HashMap<>(clients));
        admin = asked;
        timer.scheduleWithFixedDelay(() -> refresh(asked), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void refresh(Admin admin) {
        try {
            for (var group : topicsOfGroups.entrySet()) {
                refresh(admin, group.getKey(), group.getValue());
            }
        } catch (ExecutionException | KafkaException failed) {
            lags.values().forEach(lag -> lag.offsets = UNKNOWN);
            log.info("Cannot learn the lag of consumer groups reason={}", failed.toString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void refresh(Admin admin, String group, List<String> topics)
            throws ExecutionException, InterruptedException {
        Set<TopicPartition> partitions = Set.copyOf(partitions(admin, topics));
        // The offsets before the ends: what comes in between must not make the lag negative.
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata(group)
                .get();
        Map<TopicPartition, ListOffsetsResultInfo> starts = offsets(admin, partitions, OffsetSpec.earliest());
        Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(admin, partitions, OffsetSpec.latest());
        ends.forEach((partition, end) -> {
            OffsetAndMetadata position = committed.get(partition);
            ListOffsetsResultInfo start = starts.get(partition);
            long read = Math.max(position == null ? 0 : position.offset(), start == null ? 0 : start.offset());
            gauge(new Position(group, partition)).offsets = Math.max(0, end.offset() - read);
        });
    }

    private static List<TopicPartition> partitions(Admin admin, List<String> topics)
            throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        for (var topic : admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                topic.getValue()
                        .get()
                        .partitions()
                        .forEach(
                                partition -> partitions.add(new TopicPartition(topic.getKey(), partition.partition())));
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failed;
                }
            }
        }
        return partitions;
    }

    /** The ends are those that a reader of committed records can reach: what is in an open transaction is not its lag. */
    private static Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Admin admin, Set<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, which));
        KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> answer = admin.listOffsets(
                        asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all();
        return answer.get();
    }

    private Lag gauge(Position position) {
        return lags.computeIfAbsent(position, absent -> {
            Lag lag = new Lag();
            Gauge.builder("sluice.consumer.lag", lag, it -> it.offsets)
                    .description("Offsets that can be read and that the group has not committed, by any instance")
                    .tag("group", position.group())
                    .tag("topic", position.partition().topic())
                    .tag("partition", Integer.toString(position.partition().partition()))
                    .register(meters);
            return lag;
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
