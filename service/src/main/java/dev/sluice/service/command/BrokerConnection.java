package dev.sluice.service.command;

import dev.sluice.record.commandline.UserErrorException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;

/** The first contact with Kafka: clients themselves would try for minutes, and log instead of saying what is wrong. */
public final class BrokerConnection {

    /** A person looks at it meanwhile. */
    private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(6);
    /** A service may start together with its brokers, while they are restarted, or on a machine that is very busy. */
    private static final Duration SERVICE_PATIENCE = Duration.ofSeconds(20);

    private BrokerConnection() {}

    /**
     * For a command that ends.
     *
     * @param clients configuration of every Kafka client
     * @return to be closed by the caller
     * @throws UserErrorException with one line when there is no answer within some seconds
     */
    public static Admin open(Map<String, Object> clients) {
        return open(clients, COMMAND_PATIENCE);
    }

    /** The same for a service, with more patience. */
    public static Admin openForService(Map<String, Object> clients) {
        return open(clients, SERVICE_PATIENCE);
    }

    private static Admin open(Map<String, Object> clients, Duration patience) {
        String servers = String.valueOf(clients.get("bootstrap.servers"));
        Admin admin;
        try {
            admin = Admin.create(clients);
        } catch (KafkaException e) {
            throw new UserErrorException("Cannot connect to Kafka at " + servers + ": " + reason(e), e);
        }
        try {
            var options = new DescribeClusterOptions()
                    .timeoutMs(Math.toIntExact(patience.multipliedBy(2).toMillis()));
            admin.describeCluster(options).nodes().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return admin;
        } catch (TimeoutException e) {
            admin.close(Duration.ZERO);
            throw new UserErrorException(
                    "Cannot reach Kafka at " + servers + ": no answer within " + patience.toSeconds()
                            + " s; is the broker running, and is --bootstrap right?",
                    e);
        } catch (ExecutionException e) {
            admin.close(Duration.ZERO);
            throw new UserErrorException("Cannot reach Kafka at " + servers + ": " + reason(e), e);
        } catch (InterruptedException e) {
            admin.close(Duration.ZERO);
            Thread.currentThread().interrupt();
            throw new UserErrorException("Cannot reach Kafka at " + servers + ": interrupted", e);
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
