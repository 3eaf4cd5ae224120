package dev.sluice.service.snapshot;

import static java.util.Objects.requireNonNull;

import dev.sluice.record.commandline.UserErrorException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a consumer group stands in a topic.
 *
 * @param partitions by number
 */
public record Positions(String topic, Map<Integer, Position> partitions) {

    /**
     * @param beginning first offset that the topic has
     * @param committed by the group; -1 for none
     * @param end behind the last committed record, transaction markers included
     */
    public record Position(long beginning, long committed, long end) {

        public boolean isAtEnd() {
            return committed >= end || beginning == end;
        }
    }

    /** @throws UserErrorException when the topic cannot be described */
    public static Positions of(Admin admin, String group, String topic) {
        List<TopicPartition> all =
                requireNonNull(answer(
                                        topic,
                                        admin.describeTopics(List.of(topic)).allTopicNames())
                                .get(topic))
                        .partitions()
                        .stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
        var beginnings =
                answer(topic, admin.listOffsets(to(all, OffsetSpec.earliest())).all());
        // The end first: what is committed later can only be further.
        var ends = answer(
                topic,
                admin.listOffsets(to(all, OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all());
        Map<TopicPartition, OffsetAndMetadata> committed =
                answer(topic, admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(group));
        Map<Integer, Position> positions = new TreeMap<>();
        for (TopicPartition partition : all) {
            OffsetAndMetadata offset = committed.get(partition);
            positions.put(
                    partition.partition(),
                    new Position(
                            requireNonNull(beginnings.get(partition)).offset(),
                            offset == null ? -1 : offset.offset(),
                            requireNonNull(ends.get(partition)).offset()));
        }
        return new Positions(topic, positions);
    }

    public boolean areAllAtEnd() {
        return partitions.values().stream().allMatch(Position::isAtEnd);
    }

    private static Map<TopicPartition, OffsetSpec> to(List<TopicPartition> partitions, OffsetSpec spec) {
        return partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
    }

    private static <T> T answer(String topic, KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new UserErrorException("Cannot look at topic " + topic + ": " + cause.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserErrorException("Cannot look at topic " + topic + ": interrupted", e);
        }
    }
}
