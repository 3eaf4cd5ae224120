package dev.sluice.service.topology;

import static java.util.Objects.requireNonNull;

import dev.sluice.record.commandline.UserErrorException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topics of a cluster, by name. */
final class Topics {

    private static final Duration FOUND_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration FOUND_PAUSE = Duration.ofMillis(100);

    private final Admin admin;

    Topics(Admin admin) {
        this.admin = admin;
    }

    record Topic(String name, int partitions, int maxMessageBytes, String timestampType) {

        static Topic of(String name, int partitions, Config config) {
            return new Topic(
                    name,
                    partitions,
                    Integer.parseInt(
                            config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value()),
                    config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value());
        }
    }

    Optional<Topic> find(String name) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try {
            TopicDescription topic =
                    admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
            Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            return Optional.of(Topic.of(name, requireNonNull(topic).partitions().size(), requireNonNull(config)));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw failure("describe", name, e);
        } catch (InterruptedException e) {
            throw interrupted("describe", name, e);
        }
    }

    /** Creates the topic, with the cluster's default replication; one that another instance just created will do. */
    Topic create(String name, int partitions, Map<String, String> config) {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(config);
        CreateTopicsResult created = admin.createTopics(List.of(topic));
        try {
            return Topic.of(
                    name,
                    created.numPartitions(name).get(),
                    created.config(name).get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return awaitFound(name).orElseThrow(() -> failure("create", name, e));
            }
            throw failure("create", name, e);
        } catch (InterruptedException e) {
            throw interrupted("create", name, e);
        }
    }

    /** What another instance has just created, not every broker knows at once. */
    private Optional<Topic> awaitFound(String name) {
        long deadline = System.nanoTime() + FOUND_TIMEOUT.toNanos();
        Optional<Topic> found = find(name);
        while (found.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(FOUND_PAUSE.toNanos());
            found = find(name);
        }
        return found;
    }

    private static UserErrorException failure(String verb, String topic, Exception failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new UserErrorException("Cannot " + verb + " topic " + topic + ": " + cause.getMessage(), failure);
    }

    private static UserErrorException interrupted(String verb, String topic, InterruptedException e) {
        Thread.currentThread().interrupt();
        return failure(verb, topic, e);
    }
}
