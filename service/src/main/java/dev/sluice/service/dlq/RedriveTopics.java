package dev.sluice.service.dlq;

import static java.util.Objects.requireNonNull;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.service.snapshot.CommittedRecords;
import dev.sluice.service.topology.TopicNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics that a redrive reads and writes, as they are when it begins. */
public final class RedriveTopics {

    private static final int REQUEST_MARGIN = 64 << 10;

    private final Admin admin;
    private final Map<String, Object> clients;
    private final TopicNames names;
    private final TopicDescription letters;
    private final TopicDescription input;
    private final Map<Integer, Long> beginnings;
    private final int maxMessageBytes;

    /**
     * @param admin stays the caller's, and open while this is used
     * @param clients configuration of every Kafka client
     * @throws UserErrorException when the dead-letter or the input topic is missing or cannot be described
     */
    public RedriveTopics(Admin admin, Map<String, Object> clients, TopicNames names) {
        this.admin = admin;
        this.clients = clients;
        this.names = names;
        this.letters = describe(admin, names.deadLetter());
        this.input = describe(admin, names.input());
        Map<TopicPartition, OffsetSpec> earliest = letters.partitions().stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(names.deadLetter(), partition.partition()),
                        partition -> OffsetSpec.earliest()));
        this.beginnings = answer(names.deadLetter(), admin.listOffsets(earliest).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().partition(),
                        entry -> entry.getValue().offset()));
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, names.deadLetter());
        this.maxMessageBytes = Integer.parseInt(requireNonNull(answer(
                                names.deadLetter(),
                                admin.describeConfigs(List.of(resource)).all())
                        .get(resource))
                .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                .value());
    }

    private static TopicDescription describe(Admin admin, String topic) {
        return requireNonNull(answer(topic, admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic));
    }

    /** Unless it is there. */
    void createSent() {
        NewTopic topic = new NewTopic(names.redriven(), Optional.of(1), Optional.empty())
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw failure("create", names.redriven(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("create", names.redriven(), e);
        }
    }

    private static <T> T answer(String topic, KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failure("find", topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("find", topic, e);
        }
    }

    private static UserErrorException failure(String verb, String topic, Exception failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String reason = cause instanceof UnknownTopicOrPartitionException
                ? "there is no such topic; is --definition the dataset's, and --bootstrap its cluster?"
                : String.valueOf(cause.getMessage());
        return new UserErrorException("Cannot " + verb + " topic " + topic + ": " + reason, failure);
    }

    Map<String, Object> clients() {
        return clients;
    }

    String letters() {
        return names.deadLetter();
    }

    String input() {
        return names.input();
    }

    boolean hasInputPartition(int partition) {
        return partition >= 0 && partition < input.partitions().size();
    }

    SentLetters sentLetters() {
        return new SentLetters(names.redriven(), letters.topicId(), beginnings);
    }

    /** Without the topic nothing was sent yet. */
    void readSent(SentLetters sent) {
        if (answer(names.redriven(), admin.listTopics().names()).contains(names.redriven())) {
            sent.read(new CommittedRecords(clients));
        }
    }

    KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> config = new HashMap<>(clients);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, names.application() + "-redrive");
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, maxMessageBytes + REQUEST_MARGIN);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Math.max(32L << 20, 2L * maxMessageBytes));
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
