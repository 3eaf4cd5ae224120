package dev.sluice.service.audit;

import dev.sluice.record.avro.Lineage;
import dev.sluice.service.decode.CheckedMessage;
import dev.sluice.service.decode.Outcome;
import dev.sluice.service.metrics.StreamMeters;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Counts what became of each message; what comes out are records of the audit topic. */
public final class CountMessages implements Processor<byte[], CheckedMessage, byte[], byte[]> {

    public static final String STORE = Stage.DECODE.store;

    private final int epoch;
    private final String beforeCommit;
    private final StreamMeters meters;

    @SuppressWarnings("NullAway.Init") // set by init
    private CountStore counts;

    /** @param beforeCommit name of the store */
    public CountMessages(int epoch, String beforeCommit, StreamMeters meters) {
        this.epoch = epoch;
        this.beforeCommit = beforeCommit;
        this.meters = meters;
    }

    public static StoreBuilder<KeyValueStore<byte[], byte[]>> store() {
        return CountStore.builder(Stage.DECODE);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        counts = new CountStore(Stage.DECODE, epoch, beforeCommit, context);
    }

    @Override
    public void process(Record<byte[], CheckedMessage> record) {
        CheckedMessage message = record.value();
        Lineage lineage = message.lineage();
        Counts hour = counts.change(lineage.partition(), lineage.sourceHour());
        hour.add(Count.MESSAGES, 1);
        hour.add(countOf(message.outcome()), 1);
        hour.add(Count.RECORDS, message.records());
        hour.add(Count.REJECTED_RECORDS, message.rejectedRecords());
        hour.add(Count.DEAD_LETTERS, message.rejections().isEmpty() ? 0 : 1);
        hour.cover(lineage.offset() + 1);
        meters.message(message.outcome());
        meters.records(message.rows().size(), message.rejectedRecords());
        message.rows().forEach(row -> meters.arrived(row.arrival()));
    }

    private static Count countOf(Outcome outcome) {
        return switch (outcome) {
            case WITH_RECORDS -> Count.WITH_RECORDS;
            case WITHOUT_RECORDS -> Count.WITHOUT_RECORDS;
            case MALFORMED -> Count.MALFORMED;
            case TOMBSTONE -> Count.TOMBSTONES;
        };
    }
}
