package dev.sluice.service.rawzone;

import dev.sluice.record.commitlog.CommitRecord;
import dev.sluice.record.commitlog.RawFile;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What to watch of the sink. Alert on the oldest unflushed age: it grows whenever RAW falls behind, whatever the cause. */
final class RawMetrics {

    private static final Duration[] END_TO_END = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(2),
        Duration.ofMinutes(5),
        Duration.ofMinutes(10),
        Duration.ofMinutes(30),
        Duration.ofHours(1),
        Duration.ofHours(6),
        Duration.ofDays(1)
    };

    private final MeterRegistry registry;
    private final Counter rows;
    private final Counter bytes;
    private final Counter conflicts;
    private final Counter retries;
    private final Timer endToEnd;
    private final AtomicLong lag = new AtomicLong();
    private final AtomicLong openTransactionMillis = new AtomicLong();

    RawMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.rows = Counter.builder("sluice.raw.rows")
                .description("Rows committed to the RAW zone")
                .register(registry);
        this.bytes = Counter.builder("sluice.raw.bytes")
                .description("Bytes of the files committed to the RAW zone")
                .register(registry);
        this.conflicts = Counter.builder("sluice.raw.commit.conflicts")
                .description("Commits lost to another writer: a rebalance overtook this one")
                .register(registry);
        this.retries = Counter.builder("sluice.raw.retries")
                .description("Failed calls to the storage or the broker that were repeated")
                .register(registry);
        this.endToEnd = Timer.builder("sluice.end.to.end")
                .description("From the timestamp of a row's XML message until its file is in the RAW zone")
                .serviceLevelObjectives(END_TO_END)
                .register(registry);
        Gauge.builder("sluice.raw.open.transaction.age", openTransactionMillis, millis -> millis.get() / 1000.0)
                .baseUnit("seconds")
                .description("How long rows have waited behind a transaction that does not end")
                .register(registry);
        Gauge.builder("sluice.raw.lag", lag, AtomicLong::get)
                .description("Offsets of the rows topic that the sink has not read yet")
                .register(registry);
    }

    void watchOldestUnflushedAge(Supplier<Number> seconds) {
        Gauge.builder("sluice.sink.oldest.unflushed.age", seconds)
                .baseUnit("seconds")
                .description(
                        "Age of the oldest row that was read and is not committed to the RAW zone, or of the wait for"
                                + " a partition's commit log")
                .strongReference(true)
                .register(registry);
    }

    void committed(CommitRecord record, RollReason reason) {
        for (RawFile file : record.files()) {
            registry.counter("sluice.raw.files", "reason", reason.label()).increment();
            rows.increment(file.rows());
            bytes.increment(file.bytes());
        }
    }

    /** @param messages of the rows of a file that readers see from now on */
    void published(SourceTimes messages, long nowMillis) {
        messages.forEach((millis, rows) -> {
            long latency = Math.max(0, nowMillis - millis);
            for (long row = 0; row < rows; row++) {
                endToEnd.record(latency, TimeUnit.MILLISECONDS);
            }
        });
    }

    void conflicted() {
        conflicts.increment();
    }

    void retried() {
        retries.increment();
    }

    void lag(long offsets) {
        lag.set(offsets);
    }

    void openTransactionMillis(long millis) {
        openTransactionMillis.set(millis);
    }
}
