package dev.sluice.chaos.world;

import dev.sluice.chaos.oracle.Ledger;
import dev.sluice.chaos.oracle.Produced;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** XML messages of three records each for the input topic; no record key comes twice. */
final class XmlSource implements Feed.Source {

    private static final int RECORDS = 3;

    private final String topic;
    private final String rowsTopicId;
    private final Ledger ledger;

    /** @param ledger of the rows that are to come out of what was committed */
    XmlSource(String topic, String rowsTopicId, Ledger ledger) {
        this.topic = topic;
        this.rowsTopicId = rowsTopicId;
        this.ledger = ledger;
    }

    @Override
    public ProducerRecord<byte[], byte[]> message(long number) {
        String things = IntStream.range(0, RECORDS)
                .mapToObj(index -> "<thing><id>id-" + number + "-" + index
                        + "</id><day>2026-01-31</day><filler>some text</filler></thing>")
                .collect(Collectors.joining());
        byte[] xml = ("<things>" + things + "</things>").getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, xml);
    }

    @Override
    public void committed(long number, RecordMetadata at) {
        for (int index = 0; index < RECORDS; index++) {
            ledger.add(new Produced(rowsTopicId, -1, -1, at.partition(), at.offset(), index));
        }
    }
}
