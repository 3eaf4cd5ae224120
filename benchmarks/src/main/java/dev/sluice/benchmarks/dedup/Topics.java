package dev.sluice.benchmarks.dedup;

import dev.sluice.record.avro.Arrival;
import dev.sluice.record.avro.Lineage;
import dev.sluice.service.decode.EncodedRow;
import dev.sluice.service.dedup.DropDuplicates;
import dev.sluice.service.dedup.Sighting;
import dev.sluice.service.dedup.SightingBlock;
import dev.sluice.service.rekey.RowBlock;
import dev.sluice.service.topology.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics around the stream, and the rows that it is fed with. */
final class Topics {

    static final TopicNames NAMES = new TopicNames("books", "books.xml");
    static final int PARTITIONS = 4;
    static final Duration RETENTION = Duration.ofDays(7);
    static final Duration SEGMENT = Duration.ofDays(1);

    private static final int BLOCK_BYTES = 32 << 10;
    private static final int CHANGELOG_BLOCK_BYTES = 6 << 10; // what a block of rows leaves there
    private static final Arrival IN_TIME = new Arrival(Arrival.Kind.IN_TIME, 0);
    private static final byte[] ROW = new byte[32];

    private final Map<String, Object> clients;
    private long rows;

    Topics(String bootstrap) {
        this.clients = Map.of("bootstrap.servers", bootstrap);
    }

    void create() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(clients)) {
            admin.createTopics(List.of(
                            topic(NAMES.input(), PARTITIONS),
                            topic(NAMES.rekey(), PARTITIONS),
                            topic(NAMES.changelog(DropDuplicates.STORE), PARTITIONS),
                            topic(NAMES.rows(), PARTITIONS),
                            topic(NAMES.deadLetter(), 1),
                            topic(NAMES.audit(), 1),
                            topic(NAMES.epochs(), 1)))
                    .all()
                    .get();
        }
    }

    private static NewTopic topic(String name, int partitions) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty());
    }

    /**
     * Writes the changelog that the stream would have left after so many keys, spread over the retention: much faster
     * than by the stream.
     */
    void writeChangelog(long keys) {
        long now = System.currentTimeMillis();
        SightingBlock[] blocks = blocksOf(SightingBlock::new).toArray(SightingBlock[]::new);
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (long i = 0; i < keys; i++) {
                byte[] key = key(i);
                long time = now - RETENTION.toMillis() + i * RETENTION.toMillis() / keys;
                int partition = BuiltInPartitioner.partitionForKey(key, PARTITIONS);
                blocks[partition].add(key, new Sighting(0, rows++, 0, time));
                if (blocks[partition].size() > CHANGELOG_BLOCK_BYTES) {
                    sendChange(producer, partition, blocks[partition]);
                }
            }
            for (int partition = 0; partition < PARTITIONS; partition++) {
                sendChange(producer, partition, blocks[partition]);
            }
        }
    }

    private static void sendChange(KafkaProducer<byte[], byte[]> producer, int partition, SightingBlock block) {
        byte[] anything = new byte[Long.BYTES];
        producer.send(new ProducerRecord<>(NAMES.changelog(DropDuplicates.STORE), partition, anything, block.take()));
    }

    private static <T> Stream<T> blocksOf(Supplier<T> empty) {
        return Stream.generate(empty).limit(PARTITIONS);
    }

    /** Writes a row, of a message of its own, for each key from {@code first} on; in blocks, as the stream does. */
    void send(long first, long number) {
        RowBlock[] blocks = blocksOf(RowBlock::new).toArray(RowBlock[]::new);
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (long i = first; i < first + number; i++) {
                byte[] key = key(i);
                int partition = BuiltInPartitioner.partitionForKey(key, PARTITIONS);
                blocks[partition].add(new Lineage(0, rows++, 0, 494_000, 0), new EncodedRow(0, key, ROW, IN_TIME));
                if (blocks[partition].size() > BLOCK_BYTES) {
                    send(producer, partition, blocks[partition]);
                }
            }
            for (int partition = 0; partition < PARTITIONS; partition++) {
                send(producer, partition, blocks[partition]);
            }
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, int partition, RowBlock block) {
        producer.send(new ProducerRecord<>(NAMES.rekey(), partition, null, block.take()));
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        clients.get("bootstrap.servers"),
                        "enable.idempotence",
                        false, // one more or less does not matter
                        "linger.ms",
                        20,
                        "batch.size",
                        256 << 10,
                        "compression.type",
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Looks like any other UUID. */
    private static byte[] key(long i) {
        long mixed = (i + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return new UUID(mixed ^ (mixed >>> 31), mixed * 0x2545F4914F6CDD1DL ^ i)
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
    }

    void awaitRead() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(clients)) {
            while (lag(admin) > 0) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private static long lag(Admin admin) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            latest.put(new TopicPartition(NAMES.rekey(), partition), OffsetSpec.latest());
        }
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(latest).all().get();
        Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(NAMES.application())
                .partitionsToOffsetAndMetadata()
                .get();
        return ends.entrySet().stream()
                .mapToLong(end -> {
                    OffsetAndMetadata position = read.get(end.getKey());
                    return end.getValue().offset() - (position == null ? 0 : position.offset());
                })
                .sum();
    }
}
