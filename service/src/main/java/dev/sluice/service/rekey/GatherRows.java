package dev.sluice.service.rekey;

import dev.sluice.record.avro.Lineage;
import dev.sluice.service.decode.CheckedMessage;
import dev.sluice.service.decode.EncodedRow;
import dev.sluice.service.state.BeforeCommit;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Gathers valid rows by the partition of their record key, over the messages of a transaction, and sends each
 * partition's rows as blocks: when enough have come together, the others when the transaction ends. What comes out
 * has its target partition as a key. Headers of the messages stay behind.
 */
public final class GatherRows extends ContextualProcessor<byte[], CheckedMessage, byte[], byte[]> {

    private static final int BLOCK_BYTES = 32 << 10;
    private static final int ALL_BLOCKS_BYTES = 4 << 20;

    private final String beforeCommit;
    private final int partitions;

    @SuppressWarnings("NullAway.Init") // set by init
    private RowBlock[] blocks;

    private int gathered;
    private long timestamp;

    /**
     * @param beforeCommit name of the store
     * @param partitions of the re-key topic
     */
    public GatherRows(String beforeCommit, int partitions) {
        this.beforeCommit = beforeCommit;
        this.partitions = partitions;
    }

    /** Where a block belongs, as its key says. */
    public static int partitionOf(byte[] key) {
        return ByteBuffer.wrap(key).getInt();
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        super.init(context);
        blocks = Stream.generate(RowBlock::new).limit(partitions).toArray(RowBlock[]::new);
        gathered = 0;
        BeforeCommit end = context.getStateStore(beforeCommit);
        end.run(context, this::sendAll);
    }

    @Override
    public void process(Record<byte[], CheckedMessage> message) {
        timestamp = message.timestamp();
        Lineage lineage = message.value().lineage();
        for (EncodedRow row : message.value().rows()) {
            gather(lineage, row);
        }
        if (gathered >= ALL_BLOCKS_BYTES) {
            sendAll();
        }
    }

    /** A row that is too large to share a block comes alone, for the topic takes the largest row and little more. */
    private void gather(Lineage lineage, EncodedRow row) {
        // As Kafka's producer does by default: the rows topic has each key in the partition of the same number.
        int partition = Utils.toPositive(Utils.murmur2(row.key())) % partitions;
        RowBlock block = blocks[partition];
        if (block.size() + row.key().length + row.bytes().length > BLOCK_BYTES) {
            send(partition);
        }
        int before = block.size();
        block.add(lineage, row);
        gathered += block.size() - before;
    }

    private void sendAll() {
        for (int partition = 0; partition < partitions; partition++) {
            send(partition);
        }
    }

    private void send(int partition) {
        RowBlock block = blocks[partition];
        if (!block.isEmpty()) {
            gathered -= block.size() - 1;
            byte[] key = ByteBuffer.allocate(Integer.BYTES).putInt(partition).array();
            context().forward(new Record<>(key, block.take(), timestamp));
        }
    }
}
