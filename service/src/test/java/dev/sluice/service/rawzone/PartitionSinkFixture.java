package dev.sluice.service.rawzone;

import dev.sluice.record.commitlog.CommitLogPaths;
import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.CommitRecordJson;
import dev.sluice.record.commitlog.RecordName;
import dev.sluice.service.rawzone.chain.ChainId;
import dev.sluice.service.rawzone.storage.LocalStorage;
import dev.sluice.service.rawzone.storage.RawStorage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One partition's sink over a real folder, with the test as its poll thread and its clock. */
abstract class PartitionSinkFixture {

    static final TopicPartition PARTITION = new TopicPartition("things.rows", 0);
    private static final ChainId ID = new ChainId("things", "cluster-1", "topic-1", "things.rows", 0);
    static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    Path directory;

    final Rows rows = Rows.ofEveryType();
    final SettableClock clock = new SettableClock(NOON.plus(Duration.ofMinutes(10)));
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final LinkedBlockingQueue<Runnable> results = new LinkedBlockingQueue<>();
    final FakeKafka kafka = new FakeKafka();
    final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
    LocalFiles localFiles;
    RawStorage storage;
    long end;

    @BeforeEach
    void open() throws IOException {
        localFiles = LocalFiles.in(directory.resolve("local"));
        storage = new LocalStorage(directory.resolve("raw"));
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    @AfterEach
    void close() throws IOException {
        localFiles.close();
    }

    PartitionSink begin() {
        PartitionSink sink = sink(storage);
        sink.begin();
        runResults();
        return sink;
    }

    PartitionSink sink(RawStorage storage) {
        var settings = new RawSettings(
                directory,
                5,
                1 << 30,
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                RawSettings.Codec.ZSTD,
                1 << 20,
                1 << 30,
                List.of(),
                1,
                Duration.ofSeconds(1),
                Duration.ofMillis(1),
                Duration.ofMillis(2));
        var metrics = new RawMetrics(meters);
        var context = new SinkContext(
                settings,
                storage,
                new RowsTopic("things", PARTITION.topic(), "group", Map.of()),
                ID.clusterId(),
                ID.topicId(),
                kafka,
                localFiles,
                new RowReader(rows.schemas()),
                new Recovery(kafka, "test", clock),
                new Retry(settings, new SinkStatus(), metrics),
                metrics,
                Runnable::run,
                Runnable::run,
                results,
                "test",
                clock);
        return new PartitionSink(context, consumer, PARTITION);
    }

    /** What a poll does: the position is behind the rows before they are appended. */
    void poll(PartitionSink sink, List<ConsumerRecord<byte[], byte[]>> messages) {
        consumer.seek(PARTITION, messages.get(messages.size() - 1).offset() + 1);
        sink.append(messages);
    }

    void deliver(PartitionSink sink, List<ConsumerRecord<byte[], byte[]>> messages) {
        poll(sink, messages);
        runResults();
    }

    void tick(PartitionSink sink) {
        sink.tick();
        runResults();
    }

    void flush(PartitionSink sink, RollReason reason) {
        sink.flush(reason);
        runResults();
    }

    void runResults() {
        for (Runnable result = results.poll(); result != null; result = results.poll()) {
            result.run();
        }
    }

    /** The next rows of the topic. */
    List<ConsumerRecord<byte[], byte[]>> rowsAt(Instant appended, int count) {
        List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(message(rows.row(end), appended));
        }
        return messages;
    }

    ConsumerRecord<byte[], byte[]> message(byte[] row, Instant appended) {
        return new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                end++,
                appended.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                0,
                row.length,
                null,
                row,
                new RecordHeaders(),
                Optional.empty());
    }

    void passMarker() {
        end++;
        consumer.seek(PARTITION, end);
    }

    OffsetAndMetadata committed() {
        return consumer.committed(Set.of(PARTITION)).get(PARTITION);
    }

    double files(String reason) {
        return meters.counter("sluice.raw.files", "reason", reason).count();
    }

    List<CommitRecord> chain() throws IOException {
        String folder = CommitLogPaths.chain("things", "cluster-1", "topic-1", 0) + "/";
        List<CommitRecord> records = new ArrayList<>();
        Optional<byte[]> next = storage.read(folder + CommitLogPaths.GENESIS);
        while (next.isPresent()) {
            records.add(CommitRecordJson.read(next.get(), folder));
            next = storage.read(folder + RecordName.after(last(records)));
        }
        return records;
    }

    CommitRecord last() throws IOException {
        return last(chain());
    }

    static CommitRecord last(List<CommitRecord> records) {
        return records.get(records.size() - 1);
    }
}
