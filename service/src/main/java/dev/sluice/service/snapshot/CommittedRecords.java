package dev.sluice.service.snapshot;

import static java.util.Objects.requireNonNull;

import dev.sluice.record.commandline.UserErrorException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads what is committed in a topic at the time of the call, without a consumer group. */
public final class CommittedRecords {

    private static final Duration POLL = Duration.ofMillis(500);
    /** Kafka answers a read within seconds, or not at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Map<String, Object> clients;

    public CommittedRecords(Map<String, Object> clients) {
        this.clients = new HashMap<>(clients);
        this.clients.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.clients.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.clients.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(clients, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** All records, partition by partition in no order of time. */
    public void readAll(String topic, Consumer<ConsumerRecord<byte[], byte[]>> to) {
        read(topic, null, record -> {
            to.accept(record);
            return true;
        });
    }

    /**
     * Records, partition by partition in no order of time.
     *
     * @param since to begin with the first record of that time or later; null for all
     * @param to takes each record; reading ends when it returns false
     */
    public void read(String topic, @Nullable Instant since, Predicate<ConsumerRecord<byte[], byte[]>> to) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            seek(consumer, partitions, ends, since);
            long lastProgress = System.nanoTime();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < offset(ends, partition))) {
                boolean some = false;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    some = true;
                    var partition = new TopicPartition(topic, record.partition());
                    if (record.offset() < offset(ends, partition) && !to.test(record)) {
                        return;
                    }
                }
                lastProgress = some ? System.nanoTime() : lastProgress;
                requireProgress(topic, lastProgress);
            }
        } catch (KafkaException e) {
            throw new UserErrorException("Cannot read topic " + topic + ": " + e.getMessage(), e);
        }
    }

    private static void seek(
            KafkaConsumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> ends,
            @Nullable Instant since) {
        if (since == null) {
            consumer.seekToBeginning(partitions);
            return;
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp first = found.get(partition);
            consumer.seek(partition, first == null ? offset(ends, partition) : first.offset());
        }
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return requireNonNull(offsets.get(partition));
    }

    /** One record; empty when the topic does not have it (any more). */
    public Optional<ConsumerRecord<byte[], byte[]>> find(String topic, int partition, long offset) {
        var from = new TopicPartition(topic, partition);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            if (consumer.partitionsFor(topic).stream().noneMatch(known -> known.partition() == partition)) {
                return Optional.empty();
            }
            consumer.assign(List.of(from));
            long end = offset(consumer.endOffsets(List.of(from)), from);
            if (offset < offset(consumer.beginningOffsets(List.of(from)), from) || offset >= end) {
                return Optional.empty();
            }
            consumer.seek(from, offset);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(from) < end && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    return record.offset() == offset ? Optional.of(record) : Optional.empty();
                }
            }
            return Optional.empty();
        } catch (KafkaException e) {
            throw new UserErrorException("Cannot read topic " + topic + ": " + e.getMessage(), e);
        }
    }

    /**
     * How many records a range of offsets has: less than offsets where transactions or compaction left some out.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public long count(String topic, int partition, long from, long to) {
        var count = new AtomicLong();
        read(topic, partition, from, to, record -> count.incrementAndGet());
        return count.get();
    }

    /**
     * The records of a range of offsets.
     *
     * @param from inclusive
     * @param to exclusive
     */
    public void read(String topic, int partition, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> into) {
        var range = new TopicPartition(topic, partition);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(range));
            consumer.seek(range, from);
            long last = System.nanoTime();
            while (consumer.position(range) < to) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    if (record.offset() < to) {
                        into.accept(record);
                    }
                }
                last = records.isEmpty() ? last : System.nanoTime();
                requireProgress(topic, last);
            }
        } catch (KafkaException e) {
            throw new UserErrorException("Cannot read topic " + topic + ": " + e.getMessage(), e);
        }
    }

    private static void requireProgress(String topic, long lastProgress) {
        if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
            throw new UserErrorException("Cannot read topic " + topic + ": no answer from Kafka within "
                    + PATIENCE.toSeconds() + " s; is every broker running?");
        }
    }
}
