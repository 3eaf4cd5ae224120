package dev.sluice.chaos.world;

import java.time.Duration;
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
 * Writes messages in transactions, one after the other, and tells their source which of them were committed. Every tenth
 * transaction is aborted.
 */
final class Feed implements AutoCloseable {

    private static final int MESSAGES_PER_TRANSACTION = 12;
    private static final int ABORTED_ONE_IN = 10;
    private static final long PAUSE_MILLIS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Source source;
    private final Random random;
    private final String bootstrap;
    private final String name;
    private final KafkaProducer<byte[], byte[]> producer;
    private long number;
    private volatile boolean running;
    private volatile boolean onlyAborting;
    private @Nullable Thread thread;
    private volatile @Nullable RuntimeException failure;

    /** What the messages are. */
    interface Source {

        ProducerRecord<byte[], byte[]> message(long number);

        /** A message is there for good; each is told once, in the order of the numbers. */
        void committed(long number, RecordMetadata at);
    }

    /** @param name of its transactions, unique to it */
    Feed(String bootstrap, String name, Source source, long firstNumber, Random random) {
        this.bootstrap = bootstrap;
        this.name = name;
        this.source = source;
        this.number = firstNumber;
        this.random = random;
        this.producer = producer(name, Duration.ofMinutes(2));
        producer.initTransactions();
    }

    private KafkaProducer<byte[], byte[]> producer(String transactionalId, Duration transactionTimeout) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrap,
                "transactional.id",
                transactionalId,
                "transaction.timeout.ms",
                (int) transactionTimeout.toMillis(),
                "max.block.ms",
                20_000,
                "delivery.timeout.ms",
                100_000,
                "linger.ms",
                5);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Begins, or goes on. */
    void start() {
        if (thread == null) {
            running = true;
            thread = new Thread(this::loop, name);
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

    /** From now on nothing is committed. */
    void abortAll() {
        onlyAborting = true;
    }

    /** From now on most is committed again. */
    void commitMost() {
        onlyAborting = false;
    }

    /** Begins a transaction that nobody will ever end; the broker does after this time. */
    AutoCloseable hang(Duration timeout) throws InterruptedException {
        pause();
        KafkaProducer<byte[], byte[]> hanging = producer(name + "-hanging", timeout);
        hanging.initTransactions();
        hanging.beginTransaction();
        send(hanging);
        start();
        return () -> hanging.close(Duration.ZERO);
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
        long first = number;
        producer.beginTransaction();
        List<RecordMetadata> sent = send(producer);
        if (sent.isEmpty() || abort) {
            repeat(producer::abortTransaction);
            return;
        }
        repeat(producer::commitTransaction);
        for (int i = 0; i < sent.size(); i++) {
            source.committed(first + i, sent.get(i));
        }
    }

    /** Returns where the messages of an open transaction are; nothing when the broker has not got all. */
    private List<RecordMetadata> send(KafkaProducer<byte[], byte[]> into) throws InterruptedException {
        var answers = new ArrayList<Future<RecordMetadata>>();
        for (int i = 0; i < MESSAGES_PER_TRANSACTION; i++) {
            answers.add(into.send(source.message(number++)));
        }
        into.flush();
        var sent = new ArrayList<RecordMetadata>();
        try {
            for (Future<RecordMetadata> answer : answers) {
                sent.add(answer.get());
            }
        } catch (ExecutionException notDelivered) {
            return List.of();
        }
        return sent;
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
