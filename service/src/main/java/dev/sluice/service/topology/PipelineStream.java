package dev.sluice.service.topology;

import dev.sluice.service.protection.InputValve;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running stream; {@link DeadThreads} says when it stops by itself. Thread-safe. */
public final class PipelineStream implements InputValve, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PipelineStream.class);

    private final KafkaStreams streams;
    private final Duration closeTimeout;
    private final Set<TopicPartition> restoring = ConcurrentHashMap.newKeySet();

    /** @param onFailure told why the stream stops by itself, after it is logged; must not block */
    public PipelineStream(
            Topology topology, Properties properties, Duration closeTimeout, Consumer<Throwable> onFailure) {
        this.streams = new KafkaStreams(topology, properties);
        this.closeTimeout = closeTimeout;
        streams.setGlobalStateRestoreListener(new Restoring());
        streams.setStateListener((now, before) -> log.info("The stream is {} (was {})", now, before));
        streams.setUncaughtExceptionHandler(new DeadThreads(InstantSource.system(), onFailure));
    }

    public void start() {
        streams.start();
    }

    @Override
    public void pause() {
        streams.pause();
    }

    @Override
    public void resume() {
        streams.resume();
    }

    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Number of state partitions that are being read back before their tasks can go on. */
    public int restoring() {
        return restoring.size();
    }

    /** For metrics only. */
    public KafkaStreams streams() {
        return streams;
    }

    /** Finishes the open transaction, within the close timeout. */
    @Override
    public void close() {
        if (!streams.close(closeTimeout)) {
            log.warn(
                    "The stream did not close within {}; its open transaction is done again after a restart",
                    closeTimeout);
        }
    }

    private final class Restoring implements StateRestoreListener {

        @Override
        public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
            restoring.add(partition);
        }

        @Override
        public void onBatchRestored(TopicPartition partition, String store, long end, long restored) {
            // Progress is in Kafka Streams' own metrics.
        }

        @Override
        public void onRestoreEnd(TopicPartition partition, String store, long restored) {
            restoring.remove(partition);
            log.info("Restored store={} partition={} records={}", store, partition.partition(), restored);
        }

        @Override
        public void onRestoreSuspended(TopicPartition partition, String store, long restored) {
            restoring.remove(partition);
        }
    }
}
