package dev.sluice.service.dlq;

import dev.sluice.record.terminal.Progress;
import dev.sluice.service.snapshot.CommittedRecords;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The committed letters of a dead-letter topic. */
public final class Letters {

    private final CommittedRecords records;
    private final String topic;

    /** @param clients configuration of every Kafka client */
    public Letters(Map<String, Object> clients, String topic) {
        this.records = new CommittedRecords(clients);
        this.topic = topic;
    }

    /**
     * @param to takes each letter that the filter accepts; reading ends when it returns false
     * @throws dev.sluice.record.commandline.UserErrorException when the topic cannot be read
     */
    public void read(LetterFilter filter, Progress progress, Predicate<Letter> to) {
        var read = new AtomicLong();
        progress.begin("reading " + topic);
        records.read(topic, filter.since(), record -> {
            progress.update(String.format("%,d letters", read.incrementAndGet()));
            Letter letter = Letter.of(record);
            return !filter.accepts(letter) || to.test(letter);
        });
        progress.closeLine();
    }

    public Optional<Letter> find(int partition, long offset) {
        return records.find(topic, partition, offset).map(Letter::of);
    }

    /** The value of a letter; where it was left out that of its source message, null when the input has lost it. */
    public byte @Nullable [] value(Letter letter, String inputTopic) {
        return letter.isWithoutValue()
                ? records.find(inputTopic, letter.sourcePartition(), letter.sourceOffset())
                        .map(ConsumerRecord::value)
                        .orElse(null)
                : letter.value();
    }
}
