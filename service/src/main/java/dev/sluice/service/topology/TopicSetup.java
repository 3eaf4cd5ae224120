package dev.sluice.service.topology;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.service.audit.CountMessages;
import dev.sluice.service.deadletter.DeadLetterSettings;
import dev.sluice.service.rows.RowsSettings;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Sees to it before the stream starts that the topics are what the guarantees need: creates missing ones, and refuses
 * to start on one that would lose, double or misplace rows. The input topic belongs to its producers and is never
 * created.
 */
public final class TopicSetup {

    private static final String LOG_APPEND_TIME = "LogAppendTime";

    /** More than a dead letter's headers add to the message. */
    private static final int HEADROOM = 64 << 10;

    /** Kafka's own framing of a batch with one record, and the envelope: generous, so that no row is ever refused. */
    private static final int ROW_OVERHEAD = 1024;

    private final TopicNames names;
    private final RowsSettings rows;
    private final DeadLetterSettings deadLetter;
    private final boolean create;

    /** @param create whether missing topics are created; else they are reported */
    public TopicSetup(TopicNames names, RowsSettings rows, DeadLetterSettings deadLetter, TopicsSettings topics) {
        this.names = names;
        this.rows = rows;
        this.deadLetter = deadLetter;
        this.create = topics.create();
    }

    /**
     * @param messageBytes up to which the definition decodes a message
     * @throws UserErrorException naming the first topic that is not as it has to be
     */
    public TopicLimits prepare(Admin admin, int messageBytes) {
        Topics topics = new Topics(admin);
        Topics.Topic input = topics.find(names.input())
                .orElseThrow(() -> new UserErrorException("Cannot read topic " + names.input()
                        + ": it does not exist; create it, or name the right one with sluice.input.topic"));
        checkState(topics, input);

        int maxRecordBytes = withHeadroom(Math.max(input.maxMessageBytes(), messageBytes));
        Topics.Topic rowsTopic = require(topics, names.rows(), rows.partitions(), rowsConfig(maxRecordBytes));
        checkPartitions(rowsTopic, rows.partitions());
        checkAppendTime(rowsTopic);
        Optional<Topics.Topic> rekey = topics.find(names.rekey());
        rekey.ifPresent(topic -> {
            checkPartitions(topic, rows.partitions());
            checkAppendTime(topic);
        });

        Topics.Topic letters =
                require(topics, names.deadLetter(), input.partitions(), deadLetterConfig(maxRecordBytes));
        checkDeadLetterSize(letters, input);
        require(topics, names.audit(), 1, compacted());
        require(topics, names.definitions(), 1, compacted());
        require(topics, names.epochs(), 1, compacted());

        int rekeyBytes = rekey.map(Topics.Topic::maxMessageBytes).orElse(maxRecordBytes);
        return new TopicLimits(
                Math.min(rowsTopic.maxMessageBytes(), rekeyBytes) - ROW_OVERHEAD, letters.maxMessageBytes());
    }

    private static int withHeadroom(int bytes) {
        return (int) Math.min(Integer.MAX_VALUE, (long) bytes + HEADROOM);
    }

    private Topics.Topic require(Topics topics, String name, int partitions, Map<String, String> config) {
        Optional<Topics.Topic> existing = topics.find(name);
        if (existing.isPresent()) {
            return existing.get();
        }
        if (!create) {
            throw new UserErrorException("Cannot use topic " + name
                    + ": it does not exist and sluice.topics.create is false; create it with " + partitions
                    + " partitions and " + config);
        }
        return topics.create(name, partitions, config);
    }

    private Map<String, String> rowsConfig(int maxRecordBytes) {
        return Map.of(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, LOG_APPEND_TIME,
                TopicConfig.RETENTION_MS_CONFIG, Long.toString(rows.retention().toMillis()),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxRecordBytes));
    }

    private Map<String, String> deadLetterConfig(int maxRecordBytes) {
        return Map.of(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, LOG_APPEND_TIME,
                TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(deadLetter.retention().toMillis()),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxRecordBytes));
    }

    private static Map<String, String> compacted() {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                LOG_APPEND_TIME);
    }

    /** Kafka Streams would stop with the name of an internal topic; a person knows the input topic. */
    private void checkState(Topics topics, Topics.Topic input) {
        topics.find(names.changelog(CountMessages.STORE)).ifPresent(state -> {
            if (state.partitions() != input.partitions()) {
                throw new UserErrorException("Cannot read topic " + input.name() + ": it has " + input.partitions()
                        + " partitions, but had " + state.partitions() + " when this application began ("
                        + names.application() + "); keep the partition count, or start a replay");
            }
        });
    }

    private static void checkPartitions(Topics.Topic topic, int expected) {
        if (topic.partitions() != expected) {
            throw new UserErrorException("Cannot use topic " + topic.name() + ": it has " + topic.partitions()
                    + " partitions, expected " + expected
                    + " (sluice.rows.partitions), because a record key has to stay in its partition");
        }
    }

    private static void checkAppendTime(Topics.Topic topic) {
        if (!topic.timestampType().equals(LOG_APPEND_TIME)) {
            throw new UserErrorException("Cannot use topic " + topic.name() + ": its message.timestamp.type is "
                    + topic.timestampType() + ", expected " + LOG_APPEND_TIME
                    + ", because dedup and hours go by the broker's time");
        }
    }

    private static void checkDeadLetterSize(Topics.Topic letters, Topics.Topic input) {
        int expected = withHeadroom(input.maxMessageBytes());
        if (letters.maxMessageBytes() < expected) {
            throw new UserErrorException("Cannot use topic " + letters.name() + ": its max.message.bytes is "
                    + letters.maxMessageBytes() + ", expected at least " + expected + " (that of " + input.name()
                    + " and 64 KiB), so that every message fits into a dead letter");
        }
    }
}
