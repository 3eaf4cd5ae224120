package dev.sluice.service.replay;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.service.audit.AuditedPosition;
import dev.sluice.service.snapshot.CommittedRecords;
import dev.sluice.service.topology.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Where the stream stands: what the group has committed, and what the audit topic has accounted for in an epoch. The
 * counts are read first, so an instance that runs meanwhile can only be further than they say.
 */
final class Positions {

    /** Kafka Streams gives a transaction 10 s, the broker looks for those that took longer every 10 s. */
    private static final Duration STABLE_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration STABLE_PAUSE = Duration.ofMillis(200);

    private final Admin admin;
    private final Map<TopicPartition, Long> audited = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed;

    private Positions(Admin admin, TopicNames names, Map<String, Object> clients, int epoch) {
        this.admin = admin;
        new CommittedRecords(clients)
                .readAll(
                        names.audit(),
                        record -> AuditedPosition.of(record.key(), record.value())
                                .filter(position -> position.epoch() == epoch)
                                .ifPresent(position -> audited.merge(
                                        new TopicPartition(
                                                position.decoded() ? names.input() : names.rekey(),
                                                position.partition()),
                                        position.next(),
                                        Math::max)));
        List<TopicPartition> wanted = new ArrayList<>(partitions(names.input()));
        wanted.addAll(partitions(names.rekey()));
        this.committed = committed(names.application(), wanted);
    }

    /**
     * A partition whose offset is in a transaction that has not ended, such as that of an instance that was killed, is
     * left out of the answer. Taken for one without an offset, the service would refuse to start, or begin anew.
     */
    private Map<TopicPartition, OffsetAndMetadata> committed(String group, List<TopicPartition> wanted) {
        long deadline = System.nanoTime() + STABLE_TIMEOUT.toNanos();
        while (true) {
            var answer = answer(
                    "read the offsets of group " + group,
                    admin.listConsumerGroupOffsets(
                                    Map.of(group, new ListConsumerGroupOffsetsSpec().topicPartitions(wanted)),
                                    new ListConsumerGroupOffsetsOptions().requireStable(true))
                            .partitionsToOffsetAndMetadata(group));
            if (answer.keySet().containsAll(wanted)) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new UserErrorException("Cannot read the offsets of group " + group
                        + ": they are part of a transaction that has not ended for " + STABLE_TIMEOUT.toSeconds()
                        + " s; is the broker well? Try again, it aborts what an instance that is gone has left");
            }
            LockSupport.parkNanos(STABLE_PAUSE.toNanos());
        }
    }

    static Positions read(Admin admin, TopicNames names, Map<String, Object> clients, int epoch) {
        return new Positions(admin, names, clients, epoch);
    }

    OptionalLong committed(TopicPartition partition) {
        OffsetAndMetadata offset = committed.get(partition);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset.offset());
    }

    OptionalLong audited(TopicPartition partition) {
        Long next = audited.get(partition);
        return next == null ? OptionalLong.empty() : OptionalLong.of(next);
    }

    boolean isAnythingAudited() {
        return !audited.isEmpty();
    }

    /** First offset that the epoch has certainly not read; 0 when it has read nothing. */
    long reached(TopicPartition partition) {
        return Math.max(committed(partition).orElse(0), audited(partition).orElse(0));
    }

    /** In their order; none when there is no such topic. */
    List<TopicPartition> partitions(String topic) {
        return partitions(admin, topic);
    }

    static List<TopicPartition> partitions(Admin admin, String topic) {
        try {
            var described = admin.describeTopics(List.of(topic)).allTopicNames().get();
            return described.values().stream()
                    .flatMap(found -> found.partitions().stream())
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return List.of();
            }
            throw failure("describe topic " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("describe topic " + topic, e);
        }
    }

    /** @return -1 where the spec asks for a time and there is nothing after it */
    Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec) {
        if (partitions.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
        var found = answer(
                "look offsets up in topic " + partitions.get(0).topic(),
                admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    static <T> T answer(String what, KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failure(what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(what, e);
        }
    }

    private static UserErrorException failure(String what, Exception failure) {
        Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
        return new UserErrorException("Cannot " + what + ": " + cause.getMessage(), cause);
    }
}
