package dev.sluice.service;

import static java.util.Objects.requireNonNull;

import dev.sluice.service.command.ClientProperties;
import dev.sluice.service.deadletter.DeadLetterSettings;
import dev.sluice.service.dedup.DedupSettings;
import dev.sluice.service.metrics.LagSettings;
import dev.sluice.service.protection.BreakerSettings;
import dev.sluice.service.rawzone.RawSettings;
import dev.sluice.service.rawzone.storage.StorageLocation;
import dev.sluice.service.rows.RowsSettings;
import dev.sluice.service.topology.StreamSettings;
import dev.sluice.service.topology.TopicNames;
import dev.sluice.service.topology.TopicsSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * All settings of the service, under the prefix {@code sluice}; each capability's own stand beside its code.
 *
 * @param definition file of the record definition
 * @param bootstrapServers of Kafka
 * @param stateDir folder for what can be restored from Kafka
 * @param commandConfig file of properties of every Kafka client
 * @param kafka passed to every Kafka client as it is; goes over the file
 */
record SluiceSettings(
        Path definition,
        String bootstrapServers,
        @DefaultValue InputSettings input,
        @DefaultValue RowsSettings rows,
        @DefaultValue DedupSettings dedup,
        @DefaultValue DeadLetterSettings deadLetter,
        @DefaultValue StreamSettings stream,
        @DefaultValue BreakerSettings breaker,
        @DefaultValue TopicsSettings topics,
        @DefaultValue LagSettings lag,
        @DefaultValue LivenessSettings liveness,
        @DefaultValue RawProperties raw,
        @DefaultValue("sluice-state") Path stateDir,
        @Nullable Path commandConfig,
        @DefaultValue Map<String, String> kafka) {

    SluiceSettings {
        if (definition == null) {
            throw new IllegalArgumentException(
                    "Missing --definition (or SLUICE_DEFINITION), expected the file of a record definition");
        }
        if (bootstrapServers == null) {
            throw new IllegalArgumentException(
                    "Missing --bootstrap (or SLUICE_BOOTSTRAP_SERVERS), expected host:port of a Kafka broker");
        }
        if (raw.path() == null) {
            throw new IllegalArgumentException(
                    "Missing --raw (or SLUICE_RAW_PATH), expected the place of the RAW zone: "
                            + StorageLocation.EXPECTED);
        }
        raw.settings(stateDir); // says what is wrong with them
    }

    TopicNames topicNames(String dataset) {
        return new TopicNames(dataset, input.topic() == null ? dataset + ".xml" : input.topic());
    }

    StorageLocation rawZone() {
        return requireNonNull(raw.path());
    }

    /** @param key columns of the record key */
    RawSettings rawSettings(List<String> key) {
        RawSettings settings = raw.settings(stateDir);
        return raw.bloomFilterColumns() == null ? settings.withBloomFilters(key) : settings;
    }

    /** Configuration of every Kafka client. */
    Map<String, Object> clients() {
        Map<String, Object> clients =
                new HashMap<>(commandConfig == null ? Map.of() : ClientProperties.read(commandConfig));
        clients.putAll(kafka);
        clients.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return clients;
    }
}
