package dev.sluice.service.topology;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches state being read back. Thread-safe. */
final class RestoreProgress implements StateRestoreListener {

    private static final Logger log = LoggerFactory.getLogger(RestoreProgress.class);

    private final Map<TopicPartition, Stretch> stretches = new ConcurrentHashMap<>();

    /** @param at the next offset to be read */
    private record Stretch(long start, long at, long end) {}

    Restoring now() {
        Collection<Stretch> all = stretches.values();
        return new Restoring(
                all.size(),
                all.stream()
                        .mapToLong(stretch -> stretch.at() - stretch.start())
                        .sum(),
                all.stream()
                        .mapToLong(stretch -> Math.max(0, stretch.end() - stretch.at()))
                        .sum());
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
        stretches.put(partition, new Stretch(start, start, end));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long batchEnd, long restored) {
        stretches.computeIfPresent(partition, (key, before) -> new Stretch(before.start(), batchEnd + 1, before.end()));
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long restored) {
        stretches.remove(partition);
        log.info("Restored store={} partition={} records={}", store, partition.partition(), restored);
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long restored) {
        stretches.remove(partition);
    }
}
