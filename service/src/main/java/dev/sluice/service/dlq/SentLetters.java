package dev.sluice.service.dlq;

import dev.sluice.service.snapshot.CommittedRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;

/**
 * Which letters were sent again: one record of a compacted topic for each, written in the transaction that sends it. A
 * committed position would not do, because filters leave letters out that a later redrive means. Not thread-safe.
 */
final class SentLetters {

    private static final byte[] SENT = {1};

    private final String topic;
    private final Uuid letters;
    private final Map<Integer, Long> beginnings;
    private final Map<Integer, BitSet> sent = new HashMap<>();
    private final List<byte[]> outdated = new ArrayList<>();

    /**
     * @param topic of these records
     * @param letters id of the dead-letter topic: the offsets of a recreated one are others
     * @param beginnings of its partitions; what is before them is gone
     */
    SentLetters(String topic, Uuid letters, Map<Integer, Long> beginnings) {
        this.topic = topic;
        this.letters = letters;
        this.beginnings = beginnings;
    }

    void read(CommittedRecords records) {
        Map<String, byte[]> newest = new HashMap<>();
        records.readAll(topic, record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (record.value() == null) {
                newest.remove(key);
            } else {
                newest.put(key, record.key());
            }
        });
        newest.forEach(this::add);
    }

    private void add(String text, byte[] key) {
        String[] parts = text.split("[/@]");
        Long beginning = parts.length == 3 && parts[0].equals(letters.toString())
                ? beginnings.get(Integer.parseInt(parts[1]))
                : null;
        long offset = parts.length == 3 ? Long.parseLong(parts[2]) : -1;
        if (beginning == null || offset < beginning) {
            outdated.add(key);
        } else {
            sent.computeIfAbsent(Integer.parseInt(parts[1]), partition -> new BitSet())
                    .set(Math.toIntExact(offset - beginning));
        }
    }

    boolean contains(Letter letter) {
        BitSet partition = sent.get(letter.partition());
        Long beginning = beginnings.get(letter.partition());
        return partition != null
                && beginning != null
                && letter.offset() >= beginning
                && partition.get(Math.toIntExact(letter.offset() - beginning));
    }

    ProducerRecord<byte[], byte[]> recordOf(Letter letter) {
        String key = letters + "/" + letter.partition() + "@" + letter.offset();
        return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), SENT);
    }

    /** Removes what is known of letters that are gone. */
    List<ProducerRecord<byte[], byte[]>> removals() {
        return outdated.stream()
                .map(key -> new ProducerRecord<byte[], byte[]>(topic, key, null))
                .toList();
    }
}
