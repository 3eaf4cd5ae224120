package dev.sluice.service.state;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Builds a store of a kind of our own. What it is and whether it has a changelog is fixed.
 *
 * @param changelog settings of the changelog topic; empty for a store without one
 */
public record OwnStoreBuilder<T extends StateStore>(String name, Supplier<T> store, Map<String, String> changelog)
        implements StoreBuilder<T> {

    @Override
    public T build() {
        return store.get();
    }

    @Override
    public StoreBuilder<T> withCachingEnabled() {
        throw fixed();
    }

    @Override
    public StoreBuilder<T> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<T> withLoggingEnabled(Map<String, String> settings) {
        throw fixed();
    }

    @Override
    public StoreBuilder<T> withLoggingDisabled() {
        throw fixed();
    }

    @Override
    public Map<String, String> logConfig() {
        return changelog;
    }

    @Override
    public boolean loggingEnabled() {
        return !changelog.isEmpty();
    }

    private static UnsupportedOperationException fixed() {
        return new UnsupportedOperationException("This store cannot be built in another way");
    }
}
