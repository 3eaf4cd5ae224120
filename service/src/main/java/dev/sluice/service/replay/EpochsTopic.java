package dev.sluice.service.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commitlog.Epoch;
import dev.sluice.record.commitlog.EpochJson;
import dev.sluice.service.snapshot.CommittedRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The compacted topic of epochs: key is the epoch's number, value its record as JSON. Epoch 0 is not in it. */
public final class EpochsTopic {

    private final String topic;
    private final Map<String, Object> clients;

    /** @param clients configuration of every Kafka client: bootstrap servers, security */
    public EpochsTopic(String topic, Map<String, Object> clients) {
        this.topic = topic;
        this.clients = Map.copyOf(clients);
    }

    /**
     * All epochs from 1 on.
     *
     * @throws UserErrorException when one is missing
     */
    public List<Epoch> read() {
        TreeMap<Integer, Epoch> epochs = new TreeMap<>();
        new CommittedRecords(clients).readAll(topic, record -> {
            Epoch epoch = EpochJson.read(record.value(), topic + "@" + record.offset());
            epochs.put(epoch.epoch(), epoch);
        });
        for (int number = 1; number <= epochs.size(); number++) {
            if (!epochs.containsKey(number)) {
                throw new UserErrorException("Cannot tell the epoch: topic " + topic + " has epochs " + epochs.keySet()
                        + ", expected every one from 1 on; bring epoch " + number
                        + " back from the RAW zone's _epochs");
            }
        }
        return new ArrayList<>(epochs.values());
    }

    void append(Epoch epoch) {
        byte[] key = Integer.toString(epoch.epoch()).getBytes(UTF_8);
        Map<String, Object> config = new TreeMap<>(clients);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, key, EpochJson.write(epoch)))
                    .get();
        } catch (ExecutionException e) {
            throw failure(epoch, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(epoch, e);
        }
    }

    private UserErrorException failure(Epoch epoch, Exception failure) {
        Throwable cause = Objects.requireNonNullElse(failure.getCause(), failure);
        return new UserErrorException(
                "Cannot write epoch " + epoch.epoch() + " to topic " + topic + ": " + cause.getMessage(), cause);
    }
}
