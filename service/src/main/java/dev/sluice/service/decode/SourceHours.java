package dev.sluice.service.decode;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The hour under which a message and its rows are counted: the running maximum of its partition's timestamps, capped
 * at now, so that hours close in order whatever producers write. It moves in the transaction of the message that
 * moved it.
 */
public final class SourceHours {

    public static final String STORE = "source-hours";

    private final KeyValueStore<Integer, Integer> hours;

    SourceHours(ProcessorContext<?, ?> context) {
        this.hours = context.getStateStore(STORE);
    }

    public static StoreBuilder<KeyValueStore<Integer, Integer>> store() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.Integer(), Serdes.Integer());
    }

    /** @param timestamp and {@code now} in epoch milliseconds; @return hours since the epoch */
    int hourOf(int partition, long timestamp, long now) {
        int hour = Math.toIntExact(TimeUnit.MILLISECONDS.toHours(Math.min(timestamp, now)));
        @Nullable Integer highest = hours.get(partition);
        if (highest != null && highest >= hour) {
            return highest;
        }
        hours.put(partition, hour);
        return hour;
    }
}
