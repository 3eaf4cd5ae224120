package dev.sluice.service.rawzone;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.service.rawzone.chain.Hint;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a partition is committed, as Kafka knows it. The commit log is the truth; this only lets lag tools see it, so a
 * failure is no more than a late number. For the poll thread.
 */
final class Acknowledgement {

    private static final Logger log = LoggerFactory.getLogger(Acknowledgement.class);

    /** Markers alone move the position with every transaction; not each is worth a request. */
    private static final long EVERY_MILLIS = 1_000;
    /** Short, for it keeps the poll thread from all other partitions. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Clock clock;
    private long acknowledged = -1;
    private long sentAtMillis;

    Acknowledgement(Consumer<byte[], byte[]> consumer, TopicPartition partition, Clock clock) {
        this.consumer = consumer;
        this.partition = partition;
        this.clock = clock;
    }

    /** Kafka has this offset. */
    void found(long committed) {
        acknowledged = committed;
    }

    boolean isBehind(long position) {
        return position != acknowledged;
    }

    boolean isDue(long position) {
        return isBehind(position) && clock.millis() - sentAtMillis >= EVERY_MILLIS;
    }

    /** @param last record of the chain, for the hint */
    void send(long position, CommitRecord last) {
        sentAtMillis = clock.millis();
        try {
            var offset = new OffsetAndMetadata(position, Hint.at(last).text());
            consumer.commitSync(Map.of(partition, offset), TIMEOUT);
            acknowledged = position;
        } catch (CommitFailedException | RetriableException | RebalanceInProgressException late) {
            log.info(
                    "Cannot acknowledge to Kafka yet topic={} partition={} offset={} reason={}",
                    partition.topic(),
                    partition.partition(),
                    position,
                    late.toString());
        }
    }
}
