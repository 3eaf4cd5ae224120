package dev.sluice.benchmarks.backlog;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Looks from outside at how far the service has come. */
final class Watch implements AutoCloseable {

    private final Admin admin;
    private final String input;
    private final String dataset;

    Watch(String bootstrap, String dataset, String input) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        this.dataset = dataset;
        this.input = input;
    }

    /** Messages that the stream has taken. */
    long taken() throws ExecutionException, InterruptedException {
        return committed("sluice-" + dataset, input);
    }

    /** Rows that came out of dedup; a transaction's markers, some in a thousand, are counted with them. */
    long rows() throws ExecutionException, InterruptedException {
        return ends(dataset + ".rows");
    }

    private long committed(String group, String topic) throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .map(Map.Entry::getValue)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    private long ends(String topic) throws ExecutionException, InterruptedException {
        if (!admin.listTopics().names().get().contains(topic)) {
            return 0; // the service has not created it yet
        }
        Map<TopicPartition, OffsetSpec> wanted =
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return admin.listOffsets(wanted).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    @Override
    public void close() {
        admin.close();
    }
}
