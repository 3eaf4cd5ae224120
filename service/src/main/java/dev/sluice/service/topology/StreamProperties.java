package dev.sluice.service.topology;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Configuration of Kafka Streams: what the guarantees need last, so that no setting can undo it. */
public final class StreamProperties {

    private static final long DEFAULT_BUFFER_MEMORY = 32L << 20;
    private static final int BATCH_BYTES = 256 << 10;
    private static final int LINGER_MILLIS = 20;

    private StreamProperties() {}

    /** @param clients configuration of every Kafka client: bootstrap servers, security, and what a person passes */
    public static Properties of(
            String application, Map<String, Object> clients, Path stateDir, int maxRecordBytes, StreamSettings stream) {
        Map<String, Object> config = new HashMap<>();
        config.put(producer(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        config.put(producer(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
        config.put(producer(ProducerConfig.LINGER_MS_CONFIG), LINGER_MILLIS);
        config.putAll(clients);

        config.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, stream.threads());
        config.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, stream.commitInterval().toMillis());
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, stream.standbyReplicas());

        // Dedup needs the broker's time in the re-key topic, and a producer's time could be one that a broker refuses.
        config.put(StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG), "LogAppendTime");
        config.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Integer.toString(maxRecordBytes));
        config.put(producer(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), maxRecordBytes);
        config.put(producer(ProducerConfig.BUFFER_MEMORY_CONFIG), Math.max(DEFAULT_BUFFER_MEMORY, 2L * maxRecordBytes));

        Properties properties = new Properties();
        properties.putAll(config);
        return properties;
    }

    private static String producer(String name) {
        return StreamsConfig.producerPrefix(name);
    }
}
