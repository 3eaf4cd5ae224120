package dev.sluice.chaos.world;

import static java.util.Objects.requireNonNull;

import dev.sluice.record.avro.RowSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;

/** The topics of one dataset and the sink's consumer group. */
public final class Topics implements AutoCloseable {

    private final String bootstrap;
    private final String dataset;
    private final int partitions;
    private final Admin admin;

    Topics(String bootstrap, String dataset, int partitions) {
        this.bootstrap = bootstrap;
        this.dataset = dataset;
        this.partitions = partitions;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    void create(Schema schema) throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(
                        new NewTopic(dataset + ".xml", Optional.of(partitions), Optional.empty()),
                        rowsTopic(),
                        new NewTopic(dataset + ".definitions", Optional.of(1), Optional.empty())
                                .configs(Map.of(
                                        "cleanup.policy", "compact", "message.timestamp.type", "LogAppendTime"))))
                .all()
                .get();
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap);
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            String key = String.format("%016x", RowSchema.fingerprint(schema));
            producer.send(new ProducerRecord<>(dataset + ".definitions", 0, key, schema.toString()))
                    .get();
        }
    }

    private NewTopic rowsTopic() {
        return new NewTopic(rows(), Optional.of(partitions), Optional.empty())
                .configs(Map.of("message.timestamp.type", "LogAppendTime", "max.message.bytes", "2000000"));
    }

    void recreateRows() throws ExecutionException, InterruptedException {
        String before = rowsId();
        admin.deleteTopics(List.of(rows())).all().get();
        // Deleting goes on after the answer, and a new topic is not known at once either.
        Await.until(rows() + " is created again", Trial.PATIENCE, () -> {
            try {
                admin.createTopics(List.of(rowsTopic())).all().get();
                return false;
            } catch (ExecutionException taken) {
                return isAnother(before);
            }
        });
    }

    private boolean isAnother(String before) throws InterruptedException {
        try {
            return !rowsId().equals(before);
        } catch (ExecutionException notKnown) {
            return false;
        }
    }

    public String rows() {
        return dataset + ".rows";
    }

    String input() {
        return dataset + ".xml";
    }

    /** From now on the producer's clock says when a row was appended, so that a test can move it. */
    public void takeProducersTime() throws ExecutionException, InterruptedException {
        configure(Map.of("message.timestamp.type", "CreateTime", "message.timestamp.after.max.ms", "86400000"));
    }

    /** As the service demands it whenever it starts. */
    public void takeBrokersTime() throws ExecutionException, InterruptedException {
        configure(Map.of("message.timestamp.type", "LogAppendTime"));
    }

    private void configure(Map<String, String> values) throws ExecutionException, InterruptedException {
        var changes = values.entrySet().stream()
                .map(value ->
                        new AlterConfigOp(new ConfigEntry(value.getKey(), value.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, rows()), changes))
                .all()
                .get();
    }

    String rowsId() throws ExecutionException, InterruptedException {
        var description = admin.describeTopics(List.of(rows())).allTopicNames().get();
        return requireNonNull(description.get(rows())).topicId().toString();
    }

    private String group() {
        return "sluice-" + dataset + "-raw";
    }

    /** How many partitions the member with this client id has. */
    int owned(String client) throws ExecutionException, InterruptedException {
        try {
            var groups = admin.describeConsumerGroups(List.of(group())).all().get();
            return requireNonNull(groups.get(group())).members().stream()
                    .filter(member -> member.clientId().equals(client))
                    .mapToInt(member -> member.assignment().topicPartitions().size())
                    .sum();
        } catch (ExecutionException noSuchGroupYet) {
            return 0;
        }
    }

    private List<TopicPartition> all() {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(rows(), partition))
                .toList();
    }

    /** Of the group, transaction markers included. */
    long lag() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = committed();
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        all().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        var ends = admin.listOffsets(latest).all().get();
        long lag = 0;
        for (TopicPartition partition : all()) {
            OffsetAndMetadata position = committed.get(partition);
            lag += requireNonNull(ends.get(partition)).offset() - (position == null ? 0 : position.offset());
        }
        return lag;
    }

    public Map<TopicPartition, OffsetAndMetadata> committed() throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(group())
                .partitionsToOffsetAndMetadata()
                .get();
    }

    /** As an operator does who knows nothing of the commit log; the group must be empty. */
    public void moveOffsets(long by) throws ExecutionException, InterruptedException {
        var moved = new HashMap<TopicPartition, OffsetAndMetadata>();
        committed()
                .forEach((partition, position) ->
                        moved.put(partition, new OffsetAndMetadata(Math.max(0, position.offset() + by))));
        admin.alterConsumerGroupOffsets(group(), moved).all().get();
    }

    /** As an operator does, or Kafka itself once they have expired; the group must be empty. */
    public void deleteOffsets() throws ExecutionException, InterruptedException {
        admin.deleteConsumerGroups(List.of(group())).all().get();
    }

    @Override
    public void close() {
        admin.close();
    }
}
