package dev.sluice.service.rawzone;

import dev.sluice.service.rawzone.storage.RawStorage;
import dev.sluice.service.rawzone.storage.RawZoneException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The poll thread: reads, keeps the group's membership alive, and drives the partitions. */
final class SinkLoop implements ConsumerRebalanceListener {

    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(SinkLoop.class);

    private static final int FETCH_BYTES = 16 << 20;
    private static final int PARTITION_FETCH_BYTES = 512 << 10;
    private static final Duration POLL = Duration.ofMillis(100);

    private final RawSettings settings;
    private final RawStorage storage;
    private final RowsTopic rows;
    private final RowReader reader;
    private final SinkStatus status;
    private final MeterRegistry meters;
    private final RawMetrics metrics;
    private final Clock clock;
    private final Cancellation connecting = new Cancellation();
    private final LinkedBlockingQueue<Runnable> results = new LinkedBlockingQueue<>();
    private final Map<TopicPartition, PartitionSink> partitions = new HashMap<>();
    private final AtomicLong oldestUnflushedMillis = new AtomicLong(Long.MAX_VALUE);
    private final BufferLimit bufferLimit;
    private volatile Set<TopicPartition> assigned = Set.of();
    private @Nullable EndWatch watch;
    private volatile boolean stopped;
    private volatile Duration stopTimeout = Duration.ZERO;
    private @Nullable SinkContext context;
    private @Nullable Consumer<byte[], byte[]> consumer;

    SinkLoop(
            RawSettings settings,
            RawStorage storage,
            RowsTopic rows,
            RowReader reader,
            SinkStatus status,
            MeterRegistry meters,
            Clock clock) {
        this.settings = settings;
        this.storage = storage;
        this.rows = rows;
        this.reader = reader;
        this.status = status;
        this.meters = meters;
        this.metrics = new RawMetrics(meters);
        this.clock = clock;
        this.bufferLimit = new BufferLimit(settings.maxBufferBytes(), results);
        metrics.watchOldestUnflushedAge(this::oldestUnflushedAgeSeconds);
    }

    private Number oldestUnflushedAgeSeconds() {
        long oldest = oldestUnflushedMillis.get();
        return oldest == Long.MAX_VALUE ? 0 : Math.max(0, clock.millis() - oldest) / 1000.0;
    }

    /** Returns once stopped; throws when the sink must not go on. */
    void run() {
        try (LocalFiles localFiles = LocalFiles.in(settings.localDir());
                KafkaView kafka = new AdminView(rows);
                SinkThreads threads = SinkThreads.start(settings.commitThreads())) {
            try {
                read(connect(localFiles, kafka, threads), threads);
            } finally {
                abandon(partitions.keySet());
            }
        } catch (CancellationException stoppedEarly) {
            log.info("Stopped before Kafka could be reached topic={}", rows.topic());
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write to " + settings.localDir() + ": " + failure, failure);
        }
    }

    private SinkContext connect(LocalFiles localFiles, KafkaView kafka, SinkThreads threads) {
        String writer = System.getenv().getOrDefault("HOSTNAME", "localhost") + "/"
                + ProcessHandle.current().pid();
        var retry = new Retry(settings, status, metrics);
        return new SinkContext(
                settings,
                storage,
                rows,
                retry.untilDone("learn the id of the Kafka cluster", connecting, kafka::clusterId),
                retry.untilDone("learn the id of topic " + rows.topic(), connecting, kafka::topicId),
                kafka,
                localFiles,
                reader,
                new Recovery(kafka, writer, clock),
                retry,
                metrics,
                threads.closers(),
                threads.committers(),
                results,
                writer,
                clock);
    }

    private void read(SinkContext shared, SinkThreads threads) {
        context = shared;
        EndWatch looking = new EndWatch(shared.kafka(), () -> assigned, metrics, status, clock);
        watch = looking;
        threads.watcher().scheduleWithFixedDelay(looking, 0, EndWatch.EVERY.toMillis(), TimeUnit.MILLISECONDS);
        Consumer<byte[], byte[]> reading =
                new KafkaConsumer<>(consumerConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer = reading;
        try (KafkaClientMetrics watched = new KafkaClientMetrics(reading)) {
            watched.bindTo(meters);
            reading.subscribe(List.of(rows.topic()), this);
            status.running();
            while (!stopped) {
                step(reading);
                status.stepped();
            }
            flush(partitions.keySet(), RollReason.SHUTDOWN, stopTimeout);
        } finally {
            abandon(partitions.keySet());
            reading.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    private void step(Consumer<byte[], byte[]> reading) {
        ConsumerRecords<byte[], byte[]> messages = poll(reading);
        for (TopicPartition partition : messages.partitions()) {
            PartitionSink sink = partitions.get(partition);
            if (sink != null) {
                sink.append(messages.records(partition));
            }
        }
        bufferLimit.hold(partitions.values());
        for (Runnable result = results.poll(); result != null; result = results.poll()) {
            result.run();
        }
        long oldest = Long.MAX_VALUE;
        long lag = 0;
        for (var partition : partitions.entrySet()) {
            PartitionSink sink = partition.getValue();
            sink.tick();
            oldest = Math.min(oldest, sink.oldestUnflushedMillis());
            lag += lag(reading, partition.getKey(), sink.position());
        }
        oldestUnflushedMillis.set(oldest);
        metrics.lag(lag);
        assigned = Set.copyOf(partitions.keySet());
    }

    /** The consumer knows best, but only of partitions that are not paused. */
    private long lag(Consumer<byte[], byte[]> reading, TopicPartition partition, OptionalLong position) {
        if (position.isEmpty()) {
            return 0;
        }
        long behind = Objects.requireNonNull(watch).readCommittedEnd(partition) - position.getAsLong();
        return Math.max(behind, reading.currentLag(partition).orElse(0));
    }

    private static ConsumerRecords<byte[], byte[]> poll(Consumer<byte[], byte[]> reading) {
        try {
            return reading.poll(POLL);
        } catch (OffsetOutOfRangeException gone) {
            throw new RawZoneException(
                    "Cannot read on at " + gone.offsetOutOfRangePartitions()
                            + ": the rows topic does not have these offsets, either by its retention or because it lost"
                            + " its end",
                    gone);
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        guarded(() -> {
            for (TopicPartition partition : assigned) {
                var sink =
                        new PartitionSink(Objects.requireNonNull(context), Objects.requireNonNull(consumer), partition);
                partitions.put(partition, sink);
                sink.begin();
            }
        });
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        guarded(() -> {
            flush(revoked, RollReason.REVOKE, settings.revokeTimeout());
            abandon(revoked);
        });
    }

    /** Someone else may own them already, so nothing is written any more. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        guarded(() -> abandon(lost));
    }

    /** The consumer would wrap what a listener throws, so it is thrown from the loop instead. */
    private void guarded(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException failure) {
            results.add(() -> {
                throw failure;
            });
        }
    }

    private void flush(Collection<TopicPartition> some, RollReason reason, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<PartitionSink> flushed =
                some.stream().map(partitions::get).filter(Objects::nonNull).toList();
        flushed.forEach(sink -> sink.flush(reason));
        while (flushed.stream().anyMatch(PartitionSink::isRolling)) {
            Runnable result = nextResult(deadline - System.nanoTime());
            if (result == null) {
                log.warn("Abandoning rows that could not be committed in time; they are read again reason={}", reason);
                return;
            }
            result.run();
        }
    }

    private @Nullable Runnable nextResult(long nanos) {
        try {
            return results.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private void abandon(Collection<TopicPartition> some) {
        for (TopicPartition partition : List.copyOf(some)) {
            PartitionSink sink = partitions.remove(partition);
            if (sink != null) {
                sink.close();
            }
        }
    }

    /** May be called from any thread. */
    void stop(Duration timeout) {
        stopTimeout = timeout;
        stopped = true;
        connecting.cancel();
    }

    private Map<String, Object> consumerConfig() {
        Map<String, Object> config = new HashMap<>(rows.clientConfig());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, rows.group());
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // Rows that were fetched and not yet polled lie in memory beside the open files, for paused partitions too.
        config.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        config.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
        // Where to read is the commit log's to say; a consumer that starts elsewhere loses rows or doubles them.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        if (!"consumer".equals(config.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG))) {
            config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        }
        return config;
    }
}
