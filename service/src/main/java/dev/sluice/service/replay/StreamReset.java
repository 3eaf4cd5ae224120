package dev.sluice.service.replay;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.service.topology.TopicNames;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.tools.StreamsResetter;

/** Runs kafka-streams-application-reset. May be repeated. */
final class StreamReset {

    private final Admin admin;
    private final TopicNames names;
    private final Map<String, Object> clients;

    StreamReset(Admin admin, TopicNames names, Map<String, Object> clients) {
        this.admin = admin;
        this.names = names;
        this.clients = clients;
    }

    void run(ReplayPlan plan) throws IOException {
        if (plan.topics().isEmpty()) {
            // The tool would delete whatever begins with our name, such as the topics of dataset books-old for books.
            setPositions(plan);
            return;
        }
        Path positions = Files.createTempFile("sluice-replay-", ".csv");
        Path config = Files.createTempFile("sluice-replay-", ".properties");
        try {
            Files.writeString(positions, csv(plan));
            write(config);
            int code = new StreamsResetter().execute(new String[] {
                "--application-id", names.application(),
                "--bootstrap-server", String.valueOf(clients.get("bootstrap.servers")),
                "--command-config", config.toString(),
                "--input-topics", names.input(),
                "--from-file", positions.toString(),
                "--internal-topics", String.join(",", plan.topics())
            });
            if (code != 0) {
                throw new UserErrorException("Cannot replay " + names.dataset()
                        + ": kafka-streams-application-reset failed, see above; run the same command again");
            }
        } finally {
            Files.deleteIfExists(positions);
            Files.deleteIfExists(config);
        }
    }

    private void setPositions(ReplayPlan plan) {
        Map<TopicPartition, OffsetAndMetadata> offsets = plan.partitions().stream()
                .collect(Collectors.toMap(
                        ReplayPlan.Partition::partition, partition -> new OffsetAndMetadata(partition.start())));
        Positions.answer(
                "set the offsets of group " + names.application(),
                admin.alterConsumerGroupOffsets(names.application(), offsets).all());
    }

    private static String csv(ReplayPlan plan) {
        List<String> lines = plan.partitions().stream()
                .map(partition -> partition.partition().topic() + ","
                        + partition.partition().partition() + "," + partition.start())
                .toList();
        return String.join("\n", lines);
    }

    /** Temporary files are for their owner alone, and this one may hold a password. */
    private void write(Path config) throws IOException {
        Properties properties = new Properties();
        clients.forEach((name, value) -> properties.setProperty(name, String.valueOf(value)));
        try (Writer writer = Files.newBufferedWriter(config)) {
            properties.store(writer, null);
        }
    }
}
