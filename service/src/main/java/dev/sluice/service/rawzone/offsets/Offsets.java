package dev.sluice.service.rawzone.offsets;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.service.rawzone.Answer;
import dev.sluice.service.rawzone.RowsTopic;
import dev.sluice.service.rawzone.chain.Chain;
import dev.sluice.service.rawzone.chain.ChainId;
import dev.sluice.service.rawzone.chain.Hint;
import dev.sluice.service.rawzone.storage.RawStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Reads where the partitions of a rows topic stand. */
public final class Offsets {

    private final Admin admin;
    private final RawStorage storage;
    private final RowsTopic rows;

    public Offsets(Admin admin, RawStorage storage, RowsTopic rows) {
        this.admin = admin;
        this.storage = storage;
        this.rows = rows;
    }

    /**
     * @return by partition
     * @throws org.apache.kafka.common.errors.UnknownTopicOrPartitionException when there is no such topic
     * @throws dev.sluice.service.rawzone.storage.RawZoneException when a chain cannot be followed, or belongs to another
     *     cluster or topic
     */
    public List<PartitionOffsets> read() throws IOException {
        TopicDescription topic = topic();
        List<TopicPartition> partitions = topic.partitions().stream()
                .map(partition -> new TopicPartition(rows.topic(), partition.partition()))
                .toList();
        Map<TopicPartition, OffsetAndMetadata> committed =
                Answer.of(admin.listConsumerGroupOffsets(rows.group()).partitionsToOffsetAndMetadata(rows.group()));
        Map<TopicPartition, ListOffsetsResultInfo> starts = list(partitions, OffsetSpec.earliest());
        Map<TopicPartition, ListOffsetsResultInfo> ends = list(partitions, OffsetSpec.latest());
        List<PartitionOffsets> offsets = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Optional<OffsetAndMetadata> offset = Optional.ofNullable(committed.get(partition));
            offsets.add(new PartitionOffsets(
                    partition.partition(),
                    offset(starts, partition),
                    offset(ends, partition),
                    offset,
                    last(chain(topic, partition.partition()), offset)));
        }
        return offsets;
    }

    private static Optional<CommitRecord> last(Chain chain, Optional<OffsetAndMetadata> committed) throws IOException {
        Optional<CommitRecord> last = chain.last(committed.flatMap(offset -> Hint.parse(offset.metadata())));
        if (last.isEmpty()) {
            chain.refuseForeign();
        }
        return last;
    }

    /** The chain of a partition, to be extended by {@link Chain#skip}. */
    public Chain chain(int partition) throws IOException {
        return chain(topic(), partition);
    }

    private Chain chain(TopicDescription topic, int partition) throws IOException {
        String cluster = Answer.of(admin.describeCluster().clusterId());
        return new Chain(
                storage, new ChainId(rows.dataset(), cluster, topic.topicId().toString(), rows.topic(), partition));
    }

    private TopicDescription topic() throws IOException {
        return Objects.requireNonNull(
                Answer.of(admin.describeTopics(List.of(rows.topic())).allTopicNames())
                        .get(rows.topic()));
    }

    private Map<TopicPartition, ListOffsetsResultInfo> list(List<TopicPartition> partitions, OffsetSpec spec)
            throws IOException {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
        return Answer.of(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all());
    }

    private static long offset(Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition partition) {
        return Objects.requireNonNull(offsets.get(partition)).offset();
    }

    /**
     * Who reads a partition for the sink, or may be about to: a member without any partition is being given some.
     *
     * @return the member's client id and host; empty when there is none
     */
    public Optional<String> owner(int partition) throws IOException {
        var wanted = new TopicPartition(rows.topic(), partition);
        return members().stream()
                .filter(member -> member.assignment().topicPartitions().isEmpty()
                        || member.assignment().topicPartitions().contains(wanted))
                .map(member -> member.clientId() + " at " + member.host())
                .findFirst();
    }

    private Collection<MemberDescription> members() throws IOException {
        try {
            return Answer.of(admin.describeConsumerGroups(List.of(rows.group())).all())
                    .values()
                    .iterator()
                    .next()
                    .members();
        } catch (GroupIdNotFoundException none) {
            return List.of();
        }
    }
}
