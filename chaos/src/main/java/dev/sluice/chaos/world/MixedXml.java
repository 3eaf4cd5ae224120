package dev.sluice.chaos.world;

import dev.sluice.chaos.oracle.Sent;
import dev.sluice.chaos.oracle.Sent.Kind;
import dev.sluice.chaos.oracle.SentRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * XML messages as a careless producer writes them: good records, bad ones, known ones, late ones, in any order of time,
 * and messages that are no XML at all. Remembers each that was committed, and what was in it. Its clock begins ten hours
 * back and catches up, so that a run of minutes has many hours. Thread-safe.
 */
public final class MixedXml implements Feed.Source {

    private static final int RECORDS = 4;
    private static final int KNOWN_IDS = 5_000;
    private static final Duration BEHIND = Duration.ofHours(10);
    private static final int CLOCK_SPEED = 60;
    private static final Duration DISORDER = Duration.ofMinutes(15);
    private static final Duration LATE = Duration.ofHours(30);

    private final String topic;
    private final int partitions;
    private final Random random;
    private final long begin = System.currentTimeMillis();
    private final Map<Long, Draft> underWay = new HashMap<>();
    private final List<Sent> committed = new ArrayList<>();
    private final List<String> known = new ArrayList<>();

    private record Draft(Kind kind, long timestamp, List<SentRecord> records, byte @Nullable [] value) {}

    MixedXml(String topic, int partitions, Random random) {
        this.topic = topic;
        this.partitions = partitions;
        this.random = random;
    }

    @Override
    public synchronized ProducerRecord<byte[], byte[]> message(long number) {
        long timestamp = clock() - random.nextLong(DISORDER.toMillis());
        Draft draft = draft(number, timestamp);
        // What was not committed is never asked for again.
        underWay.keySet().removeIf(earlier -> earlier < number - KNOWN_IDS);
        underWay.put(number, draft);
        return new ProducerRecord<>(topic, random.nextInt(partitions), timestamp, null, draft.value());
    }

    private long clock() {
        long now = System.currentTimeMillis();
        return Math.min(now, begin - BEHIND.toMillis() + (now - begin) * CLOCK_SPEED);
    }

    private Draft draft(long number, long timestamp) {
        return switch (random.nextInt(40)) {
            case 0 -> new Draft(Kind.TOMBSTONE, timestamp, List.of(), null);
            case 1 -> malformed(timestamp, "");
            case 2 -> malformed(timestamp, "<things><thing><id>" + number);
            case 3 -> malformed(timestamp, "{\"things\": " + number + "}");
            case 4 -> malformed(timestamp, "<things><other>" + number + "</other></things>");
            default -> records(number, timestamp);
        };
    }

    private static Draft malformed(long timestamp, String text) {
        return new Draft(Kind.WITHOUT_RECORDS, timestamp, List.of(), text.getBytes(StandardCharsets.UTF_8));
    }

    private Draft records(long number, long timestamp) {
        var records = new ArrayList<SentRecord>();
        var xml = new StringBuilder("<things>");
        int count = 1 + random.nextInt(RECORDS);
        for (int index = 0; index < count; index++) {
            SentRecord record = new SentRecord(id(number, index), random.nextInt(20) != 0, random.nextInt(15) == 0);
            records.add(record);
            Instant at = Instant.ofEpochMilli(timestamp).minus(record.late() ? LATE : Duration.ofMinutes(3));
            xml.append("<thing><id>").append(record.id()).append("</id><day>");
            xml.append(record.valid() ? "2026-01-31" : "2026-02-30")
                    .append("</day><at>")
                    .append(at);
            xml.append("</at><filler>")
                    .append(Long.toHexString(random.nextLong()))
                    .append("</filler></thing>");
        }
        xml.append("</things>");
        return new Draft(Kind.RECORDS, timestamp, records, xml.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** One record in ten has a key that was sent before, perhaps in the same message, perhaps in vain. */
    private String id(long number, int index) {
        if (!known.isEmpty() && random.nextInt(10) == 0) {
            return known.get(random.nextInt(known.size()));
        }
        String id = "id-" + number + "-" + index;
        if (known.size() < KNOWN_IDS) {
            known.add(id);
        } else {
            known.set(random.nextInt(KNOWN_IDS), id);
        }
        return id;
    }

    @Override
    public synchronized void committed(long number, RecordMetadata at) {
        Draft draft = Objects.requireNonNull(underWay.remove(number), "sent before");
        committed.add(new Sent(
                at.partition(),
                at.offset(),
                draft.timestamp(),
                draft.kind(),
                draft.records(),
                Sent.digest(draft.value())));
    }

    /** All that was committed so far. */
    public synchronized List<Sent> sent() {
        return List.copyOf(committed);
    }
}
