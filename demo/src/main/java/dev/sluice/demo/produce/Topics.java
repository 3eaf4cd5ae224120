package dev.sluice.demo.produce;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes sure that the topic to produce to is there. */
public final class Topics {

    // A broker that has not answered by then is taken for unreachable: a person waits for the answer.
    private static final Duration TIMEOUT = Duration.ofSeconds(8);

    private Topics() {}

    /** Creates a topic where absent, with the broker's own replication factor. */
    public static void create(String bootstrap, String topic, int partitions) {
        try (var admin = admin(bootstrap)) {
            var wanted = new NewTopic(topic, Optional.of(partitions), Optional.empty());
            admin.createTopics(List.of(wanted)).all().get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw unreachable(bootstrap, topic, failed);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UserErrorException("Cannot create topic " + topic + ": interrupted", interrupted);
        }
    }

    private static UserErrorException unreachable(String bootstrap, String topic, ExecutionException failed) {
        if (failed.getCause() instanceof TimeoutException) {
            return new UserErrorException(
                    "Cannot reach Kafka at " + bootstrap + ": no answer within " + TIMEOUT.toSeconds() + " s", failed);
        }
        return new UserErrorException(
                "Cannot create topic " + topic + " at " + bootstrap + ": " + failed.getCause(), failed);
    }

    private static Admin admin(String bootstrap) {
        try {
            return Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                    bootstrap,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    (int) TIMEOUT.toMillis(),
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    (int) TIMEOUT.toMillis()));
        } catch (KafkaException refused) {
            var reason = refused.getCause() instanceof ConfigException cause ? cause : refused;
            throw new WrongUseException(
                    "Invalid --bootstrap: " + bootstrap + ", expected HOST:PORT; " + reason.getMessage(), refused);
        }
    }
}
