package dev.sluice.service.topology;

import dev.sluice.service.protection.InputValve;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * Holds the stream while the volume under its state has too little room. On a full one RocksDB waits for minutes without
 * a word and may then fail; with some room left, nothing fails and nothing has to be restored. Thread-safe.
 */
public final class StateVolume implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StateVolume.class);

    private static final long INTERVAL_MILLIS = 1000;
    private static final int PERCENT_TO_GO_ON = 110; // of the least: not to and fro with each compaction

    private final Path folder;
    private final long minFree;
    private final InputValve valve;
    private final ScheduledExecutorService timer;
    private volatile boolean full;

    /** @param folder of the state, which has to exist */
    public StateVolume(Path folder, DataSize minFree, InputValve valve, MeterRegistry meters) {
        this.folder = folder;
        this.minFree = minFree.toBytes();
        this.valve = valve;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "sluice-state-volume");
            thread.setDaemon(true);
            return thread;
        });
        Gauge.builder("sluice.state.free", this::free)
                .description("Room on the volume of the state; alert when it nears the least")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder("sluice.state.min.free", () -> this.minFree)
                .description("Room below which the stream is held")
                .baseUnit("bytes")
                .register(meters);
    }

    /** Has looked once when it returns, so a stream that is started afterwards does not begin on a full volume. */
    public void start() {
        look();
        timer.scheduleWithFixedDelay(this::look, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Why the stream is held, and what to do; empty when it is not. */
    public Optional<String> shortage() {
        return full ? Optional.of(sentence(free())) : Optional.empty();
    }

    private synchronized void look() {
        long free = free();
        if (!full && free < minFree) {
            full = true;
            valve.pause();
            log.error("{}", sentence(free));
        } else if (full && free >= minFree / 100 * PERCENT_TO_GO_ON) {
            full = false;
            valve.resume();
            log.info("The state has room again and the stream goes on: folder={} freeMegabytes={}", folder, free >> 20);
        }
    }

    private String sentence(long free) {
        return "Cannot go on with the stream: the volume of the state folder " + folder.toAbsolutePath() + " has "
                + (free >> 20) + " MB left, expected at least " + (minFree >> 20)
                + " MB (sluice.stream.min-free-state-space); nothing is lost: make room, and it goes on by itself";
    }

    /** 0 when the folder is gone, so that is told too. */
    private long free() {
        return folder.toFile().getUsableSpace();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
