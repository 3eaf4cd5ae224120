package dev.sluice.service.dlq;

import static java.util.Objects.requireNonNull;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.terminal.Progress;
import dev.sluice.service.deadletter.DeadLetterHeaders;
import dev.sluice.service.decode.RecordIndexes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;

/**
 * Sends the originals of dead letters to the input topic again. Of a message some of whose records were accepted only
 * the rejected ones are meant: their indexes go along. A letter and the note that it was sent are one transaction, so
 * each is sent once, however often this is run or killed.
 */
public final class Redrive {

    private static final int LETTERS_PER_TRANSACTION = 100;
    private static final long BYTES_PER_TRANSACTION = 8 << 20;

    private final RedriveTopics topics;
    private final RecordDefinition definition;
    private final RedriveOptions options;
    private final Progress progress;
    private final Letters letters;
    private final SentLetters sent;

    private long matching;
    private long accepted;
    private long sentBefore;
    private long tooManyAttempts;
    private long otherRecords;
    private long gone;

    /** @throws UserErrorException when a topic cannot be read */
    public Redrive(RedriveTopics topics, RecordDefinition definition, RedriveOptions options, Progress progress) {
        this.topics = topics;
        this.definition = definition;
        this.options = options;
        this.progress = progress;
        this.letters = new Letters(topics.clients(), topics.letters());
        this.sent = topics.sentLetters();
    }

    /**
     * May be called once.
     *
     * @throws UserErrorException when letters cannot be sent; those before stay sent
     */
    public RedriveResult run() {
        if (!options.execute()) {
            topics.readSent(sent);
            letters.read(options.filter(), progress, letter -> {
                if (isMeant(letter)) {
                    accepted++;
                }
                return accepted < options.limit();
            });
            return result();
        }
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            // Ends what an earlier redrive left open, and stops one that still runs: from here on the notes are whole.
            producer.initTransactions();
            topics.createSent();
            topics.readSent(sent);
            send(producer);
        } catch (ProducerFencedException fenced) {
            throw new UserErrorException(
                    "Stopped: another redrive of " + topics.letters() + " has begun since and goes on instead", fenced);
        } catch (KafkaException e) {
            throw new UserErrorException("Cannot send letters of " + topics.letters() + ": " + sentence(e), e);
        }
        return result();
    }

    private static String sentence(KafkaException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException) {
                return cause.getMessage() + "; raise max.message.bytes of the input topic by 64 KiB";
            }
        }
        return String.valueOf(failure.getMessage());
    }

    private void send(KafkaProducer<byte[], byte[]> producer) {
        var batch = new Batch(producer);
        letters.read(options.filter(), progress, letter -> {
            if (isMeant(letter)) {
                byte[] value = letters.value(letter, topics.input());
                if (value == null) {
                    gone++;
                } else {
                    options.rate().takeTurn();
                    batch.add(letter, value);
                    accepted++;
                }
            }
            return accepted < options.limit();
        });
        batch.commit();
        sent.removals().forEach(batch::add);
        batch.commit();
    }

    private boolean isMeant(Letter letter) {
        matching++;
        if (sent.contains(letter)) {
            sentBefore++;
        } else if (letter.attempt() >= options.maxAttempts()) {
            tooManyAttempts++;
        } else if (letter.isOfRecords()
                && (letter.records() == null
                        || !letter.recordPath().equals(definition.rowPath().toString()))) {
            otherRecords++;
        } else {
            return true;
        }
        return false;
    }

    private RedriveResult result() {
        return new RedriveResult(matching, accepted, sentBefore, tooManyAttempts, otherRecords, gone);
    }

    private ProducerRecord<byte[], byte[]> message(Letter letter, byte[] value) {
        Headers headers = letter.originalHeaders();
        headers.add(DeadLetterHeaders.REDRIVE_ATTEMPT, ascii(Integer.toString(letter.attempt())));
        BitSet records = letter.records();
        if (letter.isOfRecords()) {
            headers.add(RecordIndexes.REDRIVE, RecordIndexes.toHeader(requireNonNull(records)));
        }
        Integer partition = topics.hasInputPartition(letter.sourcePartition()) ? letter.sourcePartition() : null;
        return new ProducerRecord<>(topics.input(), partition, letter.key(), value, headers);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** What one transaction holds. */
    private final class Batch {

        private final KafkaProducer<byte[], byte[]> producer;
        private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        private long bytes;

        Batch(KafkaProducer<byte[], byte[]> producer) {
            this.producer = producer;
        }

        void add(Letter letter, byte[] value) {
            records.add(message(letter, value));
            records.add(sent.recordOf(letter));
            bytes += value.length;
            if (records.size() >= 2 * LETTERS_PER_TRANSACTION || bytes >= BYTES_PER_TRANSACTION) {
                commit();
            }
        }

        void add(ProducerRecord<byte[], byte[]> removal) {
            records.add(removal);
        }

        void commit() {
            if (!records.isEmpty()) {
                producer.beginTransaction();
                records.forEach(producer::send);
                producer.commitTransaction();
                records.clear();
                bytes = 0;
            }
        }
    }
}
