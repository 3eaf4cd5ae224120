package dev.sluice.service.rows;

import dev.sluice.record.avro.RowSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The compacted topic of row schemas: key is the fingerprint as 16 lower-case hex digits, value the schema's JSON. A
 * schema stays in it as long as rows with it may be read. Thread-safe.
 */
public final class DefinitionsTopic implements RowSchemas {

    private static final Duration POLL = Duration.ofSeconds(1);

    private final String topic;
    private final Map<String, Object> clients;
    private final Map<Long, Schema> known = new ConcurrentHashMap<>();

    /** @param clients configuration of every Kafka client: bootstrap servers, security */
    public DefinitionsTopic(String topic, Map<String, Object> clients) {
        this.topic = topic;
        this.clients = Map.copyOf(clients);
    }

    /** Makes the schema known to every reader; must have happened before the first row with it is written. */
    public void publish(Schema schema) {
        read();
        if (known.containsKey(RowSchema.fingerprint(schema))) {
            return;
        }
        String key = key(RowSchema.fingerprint(schema));
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(clients, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, key, schema.toString()))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot publish schema " + key + " to topic " + topic, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Cannot publish schema " + key + " to topic " + topic, e);
        }
        known.put(RowSchema.fingerprint(schema), schema);
    }

    @Override
    public Schema schema(long fingerprint) {
        @Nullable Schema schema = known.get(fingerprint);
        if (schema == null) {
            read();
            schema = known.get(fingerprint);
        }
        if (schema == null) {
            throw new IllegalStateException("Cannot read rows of schema " + key(fingerprint) + ": it is not in topic "
                    + topic + "; publish it again by starting the service with its definition");
        }
        return schema;
    }

    /** Reads the whole topic: it holds one small record for each version of the definition. */
    private synchronized void read() {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Consumer<String, String> consumer =
                new KafkaConsumer<>(clients, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                    known.put(Long.parseUnsignedLong(record.key(), 16), parse(record.value()));
                }
            }
        }
    }

    private static Schema parse(String json) {
        return new Schema.Parser().parse(json);
    }

    private static String key(long fingerprint) {
        return String.format("%016x", fingerprint);
    }
}
