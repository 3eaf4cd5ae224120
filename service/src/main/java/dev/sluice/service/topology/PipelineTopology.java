package dev.sluice.service.topology;

import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.service.audit.CountMessages;
import dev.sluice.service.audit.CountRows;
import dev.sluice.service.deadletter.ToDeadLetter;
import dev.sluice.service.decode.CheckedMessage;
import dev.sluice.service.decode.DecodeXml;
import dev.sluice.service.decode.SourceHours;
import dev.sluice.service.decode.SourceTimestamp;
import dev.sluice.service.decode.ValidateRows;
import dev.sluice.service.dedup.DedupSettings;
import dev.sluice.service.dedup.DropDuplicates;
import dev.sluice.service.dedup.SharedRocksDb;
import dev.sluice.service.dedup.SightedRow;
import dev.sluice.service.metrics.StreamMeters;
import dev.sluice.service.rekey.GatherRows;
import dev.sluice.service.rows.ToRows;
import dev.sluice.service.state.BeforeCommit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/** The stream from XML messages to rows, dead letters and counts: the steps in their order, and nothing else. */
public final class PipelineTopology {

    static final String ROWS_BY_KEY = "rows-by-key";
    private static final String DECODE_COMMIT = "decode-commit";
    private static final String DEDUP_COMMIT = "dedup-commit";

    private final RecordDefinition definition;
    private final int epoch;
    private final TopicNames topics;
    private final int rowsPartitions;
    private final TopicLimits limits;
    private final DedupSettings dedup;
    private final SharedRocksDb stores;
    private final StreamMeters meters;
    private final ProcessorSupplier<byte[], CheckedMessage, Void, Void> protection;

    /**
     * @param epoch that every row and count is stamped with
     * @param rowsPartitions of the re-key topic and the rows topic
     * @param limits of what the topics take
     * @param protection sees each message once it is checked, and may hold the input back
     */
    public PipelineTopology(
            RecordDefinition definition,
            int epoch,
            TopicNames topics,
            int rowsPartitions,
            TopicLimits limits,
            DedupSettings dedup,
            SharedRocksDb stores,
            StreamMeters meters,
            ProcessorSupplier<byte[], CheckedMessage, Void, Void> protection) {
        this.definition = definition;
        this.epoch = epoch;
        this.topics = topics;
        this.rowsPartitions = rowsPartitions;
        this.limits = limits;
        this.dedup = dedup;
        this.stores = stores;
        this.meters = meters;
        this.protection = protection;
    }

    public Topology build() {
        StreamsBuilder stream = new StreamsBuilder();
        stream.addStateStore(SourceHours.store());
        stream.addStateStore(CountMessages.store());
        stream.addStateStore(CountRows.store());
        stream.addStateStore(BeforeCommit.store(DECODE_COMMIT));
        stream.addStateStore(BeforeCommit.store(DEDUP_COMMIT));

        KStream<byte[], CheckedMessage> messages = stream.stream(topics.input(), messages("read-messages"))
                .process(() -> new DecodeXml(definition, epoch), Named.as("decode-xml"), SourceHours.STORE)
                .process(() -> new ValidateRows(definition, limits.maxRowBytes()), Named.as("validate-rows"));

        messages.process(
                        () -> new ToDeadLetter(topics.input(), definition, limits.maxRecordBytes(), meters),
                        Named.as("make-dead-letter"))
                .to(topics.deadLetter(), bytes("to-dead-letter"));

        messages.process(
                        () -> new CountMessages(epoch, DECODE_COMMIT, meters),
                        Named.as("count-messages"),
                        CountMessages.STORE,
                        DECODE_COMMIT)
                .to(topics.audit(), bytes("messages-to-audit"));

        messages.process(protection, Named.as("protect-input"));

        KStream<byte[], List<SightedRow>> blocks = messages.process(
                        () -> new GatherRows(DECODE_COMMIT, rowsPartitions), Named.as("gather-rows"), DECODE_COMMIT)
                .repartition(Repartitioned.with(BYTES, BYTES)
                        .withName(ROWS_BY_KEY)
                        .withNumberOfPartitions(rowsPartitions)
                        .withStreamPartitioner(
                                (topic, key, block, partitions) -> Optional.of(Set.of(GatherRows.partitionOf(key)))))
                .process(DropDuplicates.with(dedup, stores, meters), Named.as("drop-duplicates"));

        blocks.process(
                        () -> new CountRows(epoch, DEDUP_COMMIT, meters),
                        Named.as("count-rows"),
                        CountRows.STORE,
                        DEDUP_COMMIT)
                .to(topics.audit(), bytes("rows-to-audit"));

        blocks.process(ToRows::new, Named.as("split-blocks")).to(topics.rows(), bytes("to-rows"));

        return stream.build();
    }

    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    /** Never a position of Kafka's choice: where the offsets are lost, it would double rows or leave messages out. */
    private static Consumed<byte[], byte[]> messages(String step) {
        return Consumed.with(BYTES, BYTES)
                .withTimestampExtractor(new SourceTimestamp())
                .withOffsetResetPolicy(AutoOffsetReset.none())
                .withName(step);
    }

    private static Produced<byte[], byte[]> bytes(String step) {
        return Produced.with(BYTES, BYTES).withName(step);
    }
}
