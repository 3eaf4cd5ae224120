package dev.sluice.service.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.broker.LocalBroker;
import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.service.deadletter.DeadLetterSettings;
import dev.sluice.service.rows.RowsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topics as they have to be before the stream starts. */
class TopicSetupIT {

    private static final int MESSAGE_BYTES = 1 << 20;

    @TempDir
    private static Path directory;

    private static LocalBroker broker;
    private static Admin admin;

    private TopicNames names;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = LocalBroker.start(directory);
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        broker.close();
    }

    @BeforeEach
    void chooseADataset() {
        String dataset = "books" + UUID.randomUUID().toString().substring(0, 8);
        names = new TopicNames(dataset, dataset + ".xml");
    }

    @Test
    void createsWhatIsMissing() throws Exception {
        create(names.input(), 3, Map.of("max.message.bytes", "2000000"));

        TopicLimits limits = setup(true).prepare(admin, MESSAGE_BYTES);

        assertThat(partitions(names.rows())).isEqualTo(4);
        assertThat(config(names.rows(), "message.timestamp.type")).isEqualTo("LogAppendTime");
        assertThat(config(names.rows(), "retention.ms")).isEqualTo("604800000");
        assertThat(partitions(names.deadLetter())).isEqualTo(3);
        assertThat(config(names.deadLetter(), "max.message.bytes")).isEqualTo("2065536");
        assertThat(config(names.audit(), "cleanup.policy")).isEqualTo("compact");
        assertThat(config(names.definitions(), "cleanup.policy")).isEqualTo("compact");
        assertThat(config(names.epochs(), "cleanup.policy")).isEqualTo("compact");
        assertThat(limits).isEqualTo(new TopicLimits(2_065_536 - 1024, 2_065_536));
    }

    @Test
    void isContentWithWhatItCreatedBefore() throws Exception {
        create(names.input(), 1, Map.of());

        TopicLimits first = setup(true).prepare(admin, MESSAGE_BYTES);

        assertThat(setup(false).prepare(admin, MESSAGE_BYTES)).isEqualTo(first);
    }

    @Test
    void neverCreatesTheInput() {
        refuses(setup(true), "Cannot read topic " + names.input() + ": it does not exist");
    }

    @Test
    void leavesCreatingToOthersWhenToldSo() throws Exception {
        create(names.input(), 1, Map.of());

        refuses(setup(false), "Cannot use topic " + names.rows() + ": it does not exist");
    }

    @Test
    void refusesARowsTopicWithProducersTime() throws Exception {
        create(names.input(), 1, Map.of());
        create(names.rows(), 4, Map.of("message.timestamp.type", "CreateTime"));

        refuses(setup(true), names.rows() + ": its message.timestamp.type is CreateTime, expected LogAppendTime");
    }

    @Test
    void refusesARekeyTopicWithProducersTime() throws Exception {
        create(names.input(), 1, Map.of());
        create(names.rekey(), 4, Map.of("message.timestamp.type", "CreateTime"));

        refuses(setup(true), names.rekey() + ": its message.timestamp.type is CreateTime, expected LogAppendTime");
    }

    @Test
    void refusesARowsTopicWithOtherPartitions() throws Exception {
        create(names.input(), 1, Map.of());
        create(names.rows(), 2, Map.of("message.timestamp.type", "LogAppendTime"));

        refuses(setup(true), names.rows() + ": it has 2 partitions, expected 4 (sluice.rows.partitions)");
    }

    @Test
    void refusesAnInputWhosePartitionsWereChanged() throws Exception {
        create(names.input(), 3, Map.of());
        create(names.changelog("decode-counts"), 2, Map.of());

        refuses(setup(true), names.input() + ": it has 3 partitions, but had 2 when this application began");
    }

    @Test
    void refusesADeadLetterTopicThatCannotTakeEveryMessage() throws Exception {
        create(names.input(), 1, Map.of("max.message.bytes", "2000000"));
        create(names.deadLetter(), 1, Map.of("max.message.bytes", "2000000"));

        refuses(setup(true), names.deadLetter() + ": its max.message.bytes is 2000000, expected at least 2065536");
    }

    private void refuses(TopicSetup setup, String message) {
        assertThatThrownBy(() -> setup.prepare(admin, MESSAGE_BYTES))
                .isInstanceOf(UserErrorException.class)
                .hasMessageContaining(message);
    }

    private TopicSetup setup(boolean create) {
        return new TopicSetup(
                names,
                new RowsSettings(4, Duration.ofDays(7)),
                new DeadLetterSettings(Duration.ofDays(30)),
                new TopicsSettings(create));
    }

    private static void create(String topic, int partitions, Map<String, String> config) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(config)))
                .all()
                .get();
        await().until(() -> admin.listTopics().names().get().contains(topic));
    }

    private static int partitions(String topic) throws Exception {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }

    private static String config(String topic, String key) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        return config.get(key).value();
    }
}
