package dev.sluice.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.demo.pipeline.Drain;
import dev.sluice.demo.pipeline.Lag;
import dev.sluice.demo.proof.CommittedRecords;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Waits until a service has brought a whole topic to the RAW zone, then writes its dead letters as the comparison's
 * checker wants them: one for each malformed message and one for each rejected record, with the headers {@code kind},
 * {@code reason} and {@code src}.
 */
public final class EndToEnd {

    private EndToEnd() {}

    /** @param args bootstrap, dataset, input topic, topic for the checker, process id of the service */
    public static void main(String[] args) throws Exception {
        String bootstrap = args[0];
        String dataset = args[1];
        ProcessHandle service =
                ProcessHandle.of(Long.parseLong(args[4])).orElseThrow(() -> new IllegalStateException("no service"));
        try (Drain drain = new Drain(bootstrap, dataset, args[2])) {
            for (Lag lag = drain.lag(); !lag.isZero(); lag = drain.lag()) {
                if (!service.isAlive()) {
                    throw new IllegalStateException("The service ended before everything was through: " + lag);
                }
                TimeUnit.MILLISECONDS.sleep(250);
            }
        }
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            CommittedRecords.read(bootstrap, dataset + ".dead-letter", letter -> send(letter, args[3], producer));
        }
    }

    private static void send(
            ConsumerRecord<byte[], byte[]> letter, String topic, KafkaProducer<byte[], byte[]> producer) {
        String source = text(letter, "__streams.errors.partition") + ":" + text(letter, "__streams.errors.offset");
        Header records = letter.headers().lastHeader("sluice.dead-letter.records");
        if (records == null) {
            producer.send(forChecker(letter, topic, "message", source));
            return;
        }
        BitSet.valueOf(Base64.getDecoder().decode(records.value())).stream()
                .forEach(index -> producer.send(forChecker(letter, topic, "record", source + ":" + index)));
    }

    private static ProducerRecord<byte[], byte[]> forChecker(
            ConsumerRecord<byte[], byte[]> letter, String topic, String kind, String source) {
        List<Header> headers = List.of(
                new RecordHeader("kind", kind.getBytes(UTF_8)),
                new RecordHeader(
                        "reason", text(letter, "sluice.dead-letter.reason").getBytes(UTF_8)),
                new RecordHeader("src", source.getBytes(UTF_8)));
        return new ProducerRecord<>(topic, null, letter.key(), letter.value(), headers);
    }

    private static String text(ConsumerRecord<byte[], byte[]> letter, String header) {
        return new String(letter.headers().lastHeader(header).value(), UTF_8);
    }
}
