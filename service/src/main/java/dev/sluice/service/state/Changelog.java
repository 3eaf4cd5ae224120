package dev.sluice.service.state;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.query.Position;

/** The changelog topic of a store, written in the transaction of the record at hand. For the thread of its task alone. */
public final class Changelog {

    private final InternalProcessorContext<?, ?> context;
    private final String store;

    /** @param store that was built with a changelog */
    public Changelog(StateStoreContext context, String store) {
        this.context = (InternalProcessorContext<?, ?>) context;
        this.store = store;
    }

    /** @param key never null, for Kafka Streams leaves such records out when it restores */
    public void append(byte[] key, byte[] value, long timestamp) {
        context.logChange(store, Bytes.wrap(key), value, timestamp, new RecordHeaders(), Position.emptyPosition());
    }
}
