package dev.sluice.service.command;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A picocli mixin for commands that talk to Kafka, with the options of Kafka's own tools. */
final class KafkaOption {

    @Option(names = "--bootstrap", required = true, paramLabel = "HOST:PORT", description = "Kafka brokers.")
    private String bootstrap = "";

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Properties of every Kafka client, such as security.protocol.")
    private @Nullable Path file;

    /** Configuration of every Kafka client. */
    Map<String, Object> clients() {
        Map<String, Object> clients = new HashMap<>(file == null ? Map.of() : ClientProperties.read(file));
        clients.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        return clients;
    }

    /** @throws dev.sluice.record.commandline.UserErrorException with one line when there is no answer */
    Admin connect() {
        return BrokerConnection.open(clients());
    }
}
