package dev.sluice.service.command;

import dev.sluice.record.commandline.WrongUseException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
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
        Map<String, Object> clients = new HashMap<>();
        if (file != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                String reason = Files.exists(file) ? "it is not a readable file of properties" : "no such file";
                throw new WrongUseException("Cannot read --command-config " + file + ": " + reason, e);
            }
            properties.stringPropertyNames().forEach(name -> clients.put(name, properties.getProperty(name)));
        }
        clients.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        return clients;
    }

    /** @throws dev.sluice.record.commandline.UserErrorException with one line when there is no answer */
    Admin connect() {
        return BrokerConnection.open(clients());
    }
}
