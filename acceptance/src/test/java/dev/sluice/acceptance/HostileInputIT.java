package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.demo.proof.AuditCounts;
import dev.sluice.demo.proof.CommittedRecords;
import dev.sluice.demo.proof.Zone;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileInputIT {

    private static final int GARBAGE_BYTES = 5 << 20;
    private static final int MAX_MESSAGE_BYTES = 6 << 20;

    @TempDir
    private Path folder;

    @Test
    void makesEachBadMessageOneDeadLetterAndGoesOn() throws Exception {
        var bad = new LinkedHashMap<String, byte[]>();
        bad.put(
                "external-entity-refused",
                utf8("<!DOCTYPE library [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><library>&x;</library>"));
        bad.put("entity-declaration-refused", billionLaughs());
        bad.put("truncated", utf8("<library id=\"L-1\"><book><record_id>BK-1</record_id><tit"));
        bad.put("empty-value", new byte[0]);
        bad.put("not-xml", garbage());

        try (var service = new RunningService(folder)) {
            try (var admin = Admin.create(Map.of("bootstrap.servers", service.bootstrap()))) {
                var topic = new NewTopic("books.xml", 1, (short) 1)
                        .configs(Map.of("max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES)));
                admin.createTopics(List.of(topic)).all().get();
            }
            try (var producer = producer(service.bootstrap())) {
                send(producer, book("BK-100"));
                bad.values().forEach(value -> send(producer, value));
                send(producer, null);
                send(producer, book("BK-200"));
            }
            service.start();
            service.awaitDrained();

            var letters = new LinkedHashMap<String, byte[]>();
            CommittedRecords.read(service.bootstrap(), "books.dead-letter", letter -> {
                String reason = new String(
                        letter.headers().lastHeader("sluice.dead-letter.reason").value(), StandardCharsets.UTF_8);
                assertThat(letters.put(reason, letter.value())).as(reason).isNull();
            });
            assertThat(letters).containsOnlyKeys(bad.keySet());
            bad.forEach((reason, value) ->
                    assertThat(letters.get(reason)).as(reason).isEqualTo(value));
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                var audit = AuditCounts.read(service.bootstrap(), "books.audit");
                assertThat(audit.sum("tombstones")).isEqualTo(1);
                assertThat(audit.sum("malformed")).isEqualTo(bad.size());
            });
            var raw = Zone.raw(service.raw(), "books");
            assertThat(raw.rows()).isEqualTo(2);
            assertThat(raw.aggregate("max(substr(record_id, 4)::INT)")).isEqualTo(200);
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "max.request.size", MAX_MESSAGE_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, byte[] value) {
        try {
            producer.send(new ProducerRecord<>("books.xml", value)).get();
        } catch (Exception failed) {
            throw new AssertionError("Cannot send", failed);
        }
    }

    private static byte[] book(String id) {
        return utf8("<library id=\"L-1\"><book><record_id>" + id + "</record_id><title>A good one</title>"
                + "<published_on>2026-01-31</published_on></book></library>");
    }

    private static byte[] billionLaughs() {
        var xml = new StringBuilder("<!DOCTYPE library [<!ENTITY lol0 \"lol\">");
        for (int level = 1; level < 10; level++) {
            xml.append("<!ENTITY lol").append(level).append(" \"");
            xml.append(("&lol" + (level - 1) + ";").repeat(10)).append("\">");
        }
        return utf8(xml.append("]><library>&lol9;</library>").toString());
    }

    /** Random bytes that do not happen to begin like XML. */
    private static byte[] garbage() {
        var garbage = new byte[GARBAGE_BYTES];
        new Random(5).nextBytes(garbage);
        garbage[0] = 'G';
        return garbage;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
