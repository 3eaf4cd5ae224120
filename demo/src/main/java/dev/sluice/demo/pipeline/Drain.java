package dev.sluice.demo.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Sees from the committed offsets of the service's consumer groups what is still on its way. */
public final class Drain implements AutoCloseable {

    private final Admin admin;
    private final String streamGroup;
    private final String sinkGroup;
    private final String input;
    private final String rekeyed;
    private final String rows;

    public Drain(String bootstrap, String dataset, String input) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        this.streamGroup = "sluice-" + dataset;
        this.sinkGroup = streamGroup + "-raw";
        this.input = input;
        this.rekeyed = streamGroup + "-rows-by-key-repartition";
        this.rows = dataset + ".rows";
    }

    /**
     * Zero only when everything is through that was sent before the call. Looks along the flow: what a step has
     * written by the time it has committed its input is in the ends that are asked for afterwards, transaction
     * markers and records of open transactions included.
     */
    public Lag lag() throws ExecutionException, InterruptedException {
        Set<String> topics = admin.listTopics().names().get();
        if (!topics.containsAll(List.of(input, rekeyed, rows))) {
            return Lag.UNKNOWN;
        }
        long inputLag = lag(input, streamGroup);
        long rekeyedLag = lag(rekeyed, streamGroup);
        return new Lag(inputLag, rekeyedLag, lag(rows, sinkGroup));
    }

    @Override
    public void close() {
        admin.close();
    }

    private long lag(String topic, String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        long lag = 0;
        for (var end : ends(topic).entrySet()) {
            var position = committed.get(end.getKey());
            lag += end.getValue() - (position == null ? 0 : position.offset());
        }
        return lag;
    }

    private Map<TopicPartition, Long> ends(String topic) throws ExecutionException, InterruptedException {
        var description =
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        if (description == null) {
            throw new IllegalStateException("Cannot describe topic " + topic + ": it has just been deleted");
        }
        Map<TopicPartition, OffsetSpec> wanted = description.partitions().stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition.partition()),
                        partition -> OffsetSpec.latest()));
        var ends = new HashMap<TopicPartition, Long>();
        admin.listOffsets(wanted).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }
}
