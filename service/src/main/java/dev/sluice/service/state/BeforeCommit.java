package dev.sluice.service.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * Lets processors put work off to the end of the transaction: what they then write to stores and forward belongs to
 * it still. Kafka Streams has this for its caches only, which it asks to flush before each commit; so this is a store
 * that holds nothing and looks like a cache. The work of a transaction that is aborted is never done: the processors
 * are initialized anew then and must begin with nothing put off. Used by the thread of its task alone.
 */
public final class BeforeCommit implements StateStore, CachedStateStore<byte[], byte[]> {

    private final String name;
    private final List<Runnable> works = new ArrayList<>();
    private boolean open;

    private BeforeCommit(String name) {
        this.name = name;
    }

    /** @param name one for each sub-topology: processors that share a store run in one task */
    public static StoreBuilder<BeforeCommit> store(String name) {
        return new OwnStoreBuilder<>(name, () -> new BeforeCommit(name), Map.of());
    }

    /**
     * Must be called while the processor is initialized.
     *
     * @param context of the processor, which the work may forward through
     * @param work done before each commit that follows new input, in the order of these calls
     */
    public void run(ProcessorContext<?, ?> context, Runnable work) {
        InternalProcessorContext<?, ?> inside = (InternalProcessorContext<?, ?>) context;
        ProcessorNode<?, ?, ?, ?> processor = inside.currentNode();
        works.add(() -> {
            ProcessorNode<?, ?, ?, ?> node = inside.currentNode();
            ProcessorRecordContext record = inside.recordContext();
            inside.setCurrentNode(processor);
            inside.setRecordContext(
                    new ProcessorRecordContext(inside.currentSystemTimeMs(), -1, -1, null, new RecordHeaders()));
            try {
                work.run();
            } finally {
                inside.setRecordContext(record);
                inside.setCurrentNode(node);
            }
        });
    }

    @Override
    public void flushCache() {
        works.forEach(Runnable::run);
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        works.clear();
        context.register(root, (key, value) -> {
            throw new IllegalStateException("Cannot restore " + name + ": it has no changelog");
        });
        open = true;
    }

    @Override
    public void clearCache() {
        // Nothing is kept here; the processors begin anew with init.
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
        return false;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }
}
