package dev.sluice.service.rawzone;

import dev.sluice.service.rawzone.KafkaView.Ends;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker how far the rows topic goes, for the consumer hears nothing of partitions that are paused, and notices
 * transactions that do not end: no row behind one can be read.
 */
final class EndWatch implements Runnable {

    static final Duration EVERY = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(EndWatch.class);

    /** Kafka Streams ends its transactions within ten seconds, and brokers abort abandoned ones after a minute. */
    private static final Duration HANGING_AFTER = Duration.ofMinutes(2);

    private final KafkaView kafka;
    private final Supplier<Set<TopicPartition>> assigned;
    private final RawMetrics metrics;
    private final SinkStatus status;
    private final Clock clock;
    private volatile Map<TopicPartition, Ends> last = Map.of();
    private Map<TopicPartition, Stuck> stuck = new HashMap<>();

    /** The offset where rows wait for the end of a transaction, and since when they were seen to. */
    private record Stuck(long offset, long sinceMillis) {}

    /** @param assigned may be asked by any thread */
    EndWatch(
            KafkaView kafka,
            Supplier<Set<TopicPartition>> assigned,
            RawMetrics metrics,
            SinkStatus status,
            Clock clock) {
        this.kafka = kafka;
        this.assigned = assigned;
        this.metrics = metrics;
        this.status = status;
        this.clock = clock;
    }

    @Override
    public void run() {
        Set<TopicPartition> partitions = assigned.get();
        try {
            look(partitions.isEmpty() ? Map.of() : kafka.ends(partitions));
        } catch (IOException | KafkaException failure) {
            log.info("Cannot learn the ends of the rows topic reason={}", failure.toString());
        }
    }

    /** Of a partition, as the broker said last; 0 when it has not yet. May be asked by any thread. */
    long readCommittedEnd(TopicPartition partition) {
        Ends end = last.get(partition);
        return end == null ? 0 : end.readCommitted();
    }

    private void look(Map<TopicPartition, Ends> ends) {
        Map<TopicPartition, Stuck> still = new HashMap<>();
        for (var partition : ends.entrySet()) {
            TopicPartition key = partition.getKey();
            Ends end = partition.getValue();
            if (end.readCommitted() < end.written()) {
                Stuck before = stuck.get(key);
                still.put(
                        key,
                        before != null && before.offset() == end.readCommitted()
                                ? before
                                : new Stuck(end.readCommitted(), clock.millis()));
            }
        }
        stuck = still;
        last = ends;
        tellOfHanging();
    }

    private void tellOfHanging() {
        long now = clock.millis();
        long oldest = now;
        String hanging = "";
        for (var partition : stuck.entrySet()) {
            Stuck since = partition.getValue();
            oldest = Math.min(oldest, since.sinceMillis());
            if (now - since.sinceMillis() >= HANGING_AFTER.toMillis()) {
                hanging = "Rows of " + partition.getKey() + " wait for a transaction at offset " + since.offset()
                        + " that has not ended for " + (now - since.sinceMillis()) / 1000
                        + " s; find it with kafka-transactions.sh find-hanging";
            }
        }
        metrics.openTransactionMillis(now - oldest);
        status.note(hanging);
    }
}
