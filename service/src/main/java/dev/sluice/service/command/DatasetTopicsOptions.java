package dev.sluice.service.command;

import dev.sluice.record.commandline.DefinitionOption;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.service.dlq.Letters;
import dev.sluice.service.topology.TopicNames;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A picocli mixin: the topics of which dataset, and where. */
final class DatasetTopicsOptions {

    @Mixin
    private final DefinitionOption definition = new DefinitionOption();

    @Mixin
    private final KafkaOption kafka = new KafkaOption();

    @Option(names = "--input-topic", paramLabel = "TOPIC", description = "Topic of the XML messages; <dataset>.xml.")
    private @Nullable String inputTopic;

    private @Nullable RecordDefinition read;

    RecordDefinition definition() {
        if (read == null) {
            read = definition.read();
        }
        return read;
    }

    TopicNames names() {
        String dataset = definition().dataset();
        return new TopicNames(dataset, inputTopic == null ? dataset + ".xml" : inputTopic);
    }

    Map<String, Object> clients() {
        return kafka.clients();
    }

    Admin connect() {
        return kafka.connect();
    }

    /** @throws dev.sluice.record.commandline.UserErrorException when Kafka does not answer */
    Letters letters() {
        connect().close();
        return new Letters(clients(), names().deadLetter());
    }
}
