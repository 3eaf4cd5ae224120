package dev.sluice.chaos.world;

import dev.sluice.chaos.oracle.Ledger;
import dev.sluice.chaos.oracle.Produced;
import dev.sluice.record.avro.Lineage;
import dev.sluice.record.avro.RowEncoder;
import dev.sluice.record.decode.Row;
import dev.sluice.record.definition.RecordDefinition;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Rows for the rows topic, as the service's stream would write them. */
final class RowSource implements Feed.Source {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 31);

    private final String topic;
    private final String topicId;
    private final int partitions;
    private final RecordDefinition definition;
    private final RowEncoder encoder;
    private final Ledger ledger;
    private final Random random;
    private final LongSupplier clock;

    /**
     * @param ledger of the rows that were committed
     * @param clock of the producer, which counts where the topic does not take the broker's
     */
    RowSource(
            String topic,
            String topicId,
            int partitions,
            RecordDefinition definition,
            Ledger ledger,
            Random random,
            LongSupplier clock) {
        this.topic = topic;
        this.topicId = topicId;
        this.partitions = partitions;
        this.definition = definition;
        this.encoder = new RowEncoder(definition);
        this.ledger = ledger;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public ProducerRecord<byte[], byte[]> message(long number) {
        byte[] key = ("id-" + number).getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, random.nextInt(partitions), clock.getAsLong(), key, row(number));
    }

    private byte[] row(long number) {
        Object[] values = new Object[definition.columns().size()];
        values[definition.columnIndex("id")] = "id-" + number;
        values[definition.columnIndex("day")] = DAY;
        values[definition.columnIndex("filler")] =
                Long.toHexString(random.nextLong()).repeat(8);
        long now = System.currentTimeMillis();
        var lineage = new Lineage(partition(number), number, now, (int) TimeUnit.MILLISECONDS.toHours(now), 0);
        return encoder.encode(new Row(index(number), values, List.of(), null), lineage);
    }

    @Override
    public void committed(long number, RecordMetadata at) {
        ledger.add(new Produced(topicId, at.partition(), at.offset(), partition(number), number, index(number)));
    }

    private static int partition(long number) {
        return (int) (number % 5);
    }

    private static int index(long number) {
        return (int) (number % 3);
    }
}
