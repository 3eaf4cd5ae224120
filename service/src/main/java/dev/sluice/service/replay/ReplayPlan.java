package dev.sluice.service.replay;

import dev.sluice.record.commitlog.Epoch;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * What a replay does.
 *
 * @param epoch that begins, or one that was begun and not finished
 * @param resumed whether it was begun by an earlier run of the command
 * @param partitions of the input topic, in their order
 * @param topics of the stream that are there and will be deleted
 * @param obstacles why it cannot be done yet, each a sentence for a person
 */
public record ReplayPlan(
        Epoch epoch, boolean resumed, List<Partition> partitions, List<String> topics, List<String> obstacles) {

    /**
     * @param position where the group stands, or the counts if they are further
     * @param start first message that is read again
     * @param messages from there to the end of the topic, transaction markers included
     */
    public record Partition(TopicPartition partition, long position, long start, long messages) {}

    public ReplayPlan {
        partitions = List.copyOf(partitions);
        topics = List.copyOf(topics);
        obstacles = List.copyOf(obstacles);
    }
}
