package dev.sluice.chaos.world;

import dev.sluice.chaos.oracle.Ledger;
import dev.sluice.chaos.oracle.Produced;
import dev.sluice.record.avro.Lineage;
import dev.sluice.record.avro.RowEncoder;
import dev.sluice.record.decode.Row;
import dev.sluice.record.definition.RecordDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to the rows topic in transactions, one after the other, as the service's stream would, and keeps a ledger
 * of what was committed. Every tenth transaction is aborted.
 */
final class RowsFeed implements AutoCloseable {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 31);
    private static final int ROWS_PER_TRANSACTION = 12;
    private static final int ABORTED_ONE_IN = 10;
    private static final long PAUSE_MILLIS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String topic;
    private final String topicId;
    private final int partitions;
    private final RecordDefinition definition;
    private final RowEncoder encoder;
    private final Ledger ledger;
    private final Random random;
    private final KafkaProducer<byte[], byte[]> producer;
    private long number;
    private volatile boolean running;
    private volatile boolean onlyAborting;
    private @Nullable Thread thread;
    private volatile @Nullable RuntimeException failure;

    RowsFeed(
            String bootstrap,
            String topic,
            String topicId,
            int partitions,
            RecordDefinition definition,
            Ledger ledger,
            long firstNumber,
            Random random) {
        this.topic = topic;
        this.topicId = topicId;
        this.partitions = partitions;
        this.definition = definition;
        this.encoder = new RowEncoder(definition);
        this.ledger = ledger;
        this.number = firstNumber;
        this.random = random;
        this.producer = producer(bootstrap, "feed-" + topic);
        producer.initTransactions();
    }

    static KafkaProducer<byte[], byte[]> producer(String bootstrap, String transactionalId) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrap,
                "transactional.id",
                transactionalId,
                "transaction.timeout.ms",
                120_000,
                "max.block.ms",
                20_000,
                "delivery.timeout.ms",
                150_000,
                "linger.ms",
                5);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Begins, or goes on. */
    void start() {
        if (thread == null) {
            running = true;
            thread = new Thread(this::loop, "rows-feed");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Stops between two transactions; what was committed is in the ledger. */
    void pause() {
        running = false;
        Thread feeding = thread;
        thread = null;
        if (feeding != null) {
            try {
                feeding.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    /** Whether from now on nothing is committed any more. */
    void onlyAbort(boolean only) {
        onlyAborting = only;
    }

    private void loop() {
        try {
            while (running) {
                transaction(onlyAborting || random.nextInt(ABORTED_ONE_IN) == 0);
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (RuntimeException broken) {
            failure = broken;
        } catch (InterruptedException interrupted) {
            failure = new IllegalStateException(interrupted);
        }
    }

    private void transaction(boolean abort) throws InterruptedException {
        producer.beginTransaction();
        List<Produced> rows = send(producer, ROWS_PER_TRANSACTION);
        if (rows.size() < ROWS_PER_TRANSACTION || abort) {
            repeat(producer::abortTransaction);
        } else {
            repeat(producer::commitTransaction);
            ledger.addAll(rows);
        }
    }

    /** Sends rows within an open transaction, and returns those of them that the broker has. */
    List<Produced> send(KafkaProducer<byte[], byte[]> into, int count) throws InterruptedException {
        var sent = new ArrayList<Future<RecordMetadata>>();
        long first = number;
        for (int i = 0; i < count; i++) {
            int partition = random.nextInt(partitions);
            byte[] key = ("id-" + number).getBytes(StandardCharsets.UTF_8);
            sent.add(into.send(new ProducerRecord<>(topic, partition, key, row(number++))));
        }
        into.flush();
        var rows = new ArrayList<Produced>();
        for (int i = 0; i < count; i++) {
            try {
                RecordMetadata at = sent.get(i).get();
                rows.add(new Produced(
                        topicId, at.partition(), at.offset(), source(first + i), first + i, index(first + i)));
            } catch (ExecutionException notDelivered) {
                return rows;
            }
        }
        return rows;
    }

    private byte[] row(long id) {
        Object[] values = new Object[definition.columns().size()];
        values[definition.columnIndex("id")] = "id-" + id;
        values[definition.columnIndex("day")] = DAY;
        values[definition.columnIndex("filler")] =
                Long.toHexString(random.nextLong()).repeat(8);
        long now = System.currentTimeMillis();
        var lineage = new Lineage(source(id), id, now, (int) TimeUnit.MILLISECONDS.toHours(now), 0);
        return encoder.encode(new Row(index(id), values, List.of(), null), lineage);
    }

    private static int source(long id) {
        return (int) (id % 5);
    }

    private static int index(long id) {
        return (int) (id % 3);
    }

    /** An answer that is late says nothing about the transaction: the same call again finds out. */
    private static void repeat(Runnable end) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                end.run();
                return;
            } catch (TimeoutException late) {
                if (System.nanoTime() > deadline) {
                    throw late;
                }
            } catch (KafkaException fatal) {
                throw new IllegalStateException("Cannot tell what became of a transaction of the feed", fatal);
            }
        }
    }

    long nextNumber() {
        return number;
    }

    @Override
    public void close() {
        running = false;
        producer.close(Duration.ZERO);
    }
}
