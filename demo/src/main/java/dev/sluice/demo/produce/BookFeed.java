package dev.sluice.demo.produce;

import dev.sluice.demo.books.BookGenerator;
import dev.sluice.demo.books.Truth;
import dev.sluice.record.commandline.UserErrorException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends one generated message after the other and keeps their truth. Not thread-safe. */
public final class BookFeed implements AutoCloseable {

    private static final Header CONTENT_TYPE =
            new RecordHeader("content-type", "application/xml".getBytes(StandardCharsets.UTF_8));

    private final String topic;
    private final BookGenerator generator;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Truth truth = new Truth();

    public BookFeed(String bootstrap, String topic, BookGenerator generator) {
        this.topic = topic;
        this.generator = generator;
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.LINGER_MS_CONFIG,
                20,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4");
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends the next message, in the background. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback keeps the failure for the next call
    public void send() {
        throwFailure();
        var now = Instant.now();
        var message = generator.message(truth.messages(), now);
        producer.send(
                new ProducerRecord<>(
                        topic, null, now.toEpochMilli(), message.key(), message.value(), List.of(CONTENT_TYPE)),
                (metadata, exception) -> {
                    if (exception != null) {
                        failure.compareAndSet(null, exception);
                    }
                });
        truth.add(message);
    }

    /** Returns when Kafka has all messages. */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    /** About all messages so far. */
    public Truth truth() {
        return truth;
    }

    /** Ends without waiting for messages on their way; from any thread. */
    public void abandon() {
        producer.close(Duration.ZERO);
    }

    @Override
    public void close() {
        producer.close();
    }

    private void throwFailure() {
        var exception = failure.get();
        if (exception != null) {
            throw new UserErrorException("Cannot send to topic " + topic + ": " + exception.getMessage(), exception);
        }
    }
}
