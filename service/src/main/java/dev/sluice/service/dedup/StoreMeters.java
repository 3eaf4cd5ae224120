package dev.sluice.service.dedup;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Size of the dedup store, over all tasks of this process, taken from Kafka Streams' own metrics when it is asked for. */
public final class StoreMeters {

    private static final String GROUP = "stream-state-metrics";
    private static final Set<String> BYTES = Set.of("total-sst-files-size", "size-all-mem-tables");
    private static final Set<String> ENTRIES = Set.of("estimate-num-keys");

    private final Supplier<Map<MetricName, ? extends Metric>> stream;

    /** @param stream Kafka Streams' metrics */
    public StoreMeters(MeterRegistry registry, Supplier<Map<MetricName, ? extends Metric>> stream) {
        this.stream = stream;
        Gauge.builder("sluice.dedup.entries", () -> sum(ENTRIES))
                .description("Record keys that the dedup store remembers; RocksDB's estimate")
                .register(registry);
        Gauge.builder("sluice.dedup.size", () -> sum(BYTES))
                .description(
                        "The dedup store's files and write buffers; alert when the volume may not hold twice of it")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("sluice.dedup.memory", BoundedRocksDb::memoryUsed)
                .description("Memory of RocksDB for blocks, filters and write buffers, of all stores of the process")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("sluice.dedup.memory.limit", BoundedRocksDb::memoryLimit)
                .description("What RocksDB may take for them")
                .baseUnit("bytes")
                .register(registry);
    }

    private double sum(Set<String> names) {
        return stream.get().entrySet().stream()
                .filter(entry -> entry.getKey().group().equals(GROUP)
                        && names.contains(entry.getKey().name())
                        && entry.getKey().tags().containsValue(Sightings.STORE))
                .mapToDouble(entry -> ((Number) entry.getValue().metricValue()).doubleValue())
                .sum();
    }
}
