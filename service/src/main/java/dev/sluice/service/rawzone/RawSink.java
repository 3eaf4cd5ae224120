package dev.sluice.service.rawzone;

import dev.sluice.service.rawzone.storage.RawStorage;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongFunction;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings each row of the rows topic into the RAW zone once. Any number of instances share the partitions; whatever
 * becomes of them, the commit log decides which rows are in.
 *
 * <p>Start it once. It ends by {@link #stop}, or by itself when it must not go on: then its state says why. Where that is
 * in the data or the storage, it ends the same way after a restart, until a person has looked.
 */
public final class RawSink {

    private static final Logger log = LoggerFactory.getLogger(RawSink.class);

    private final SinkStatus status = new SinkStatus();
    private final SinkLoop loop;
    private final Thread thread;

    /**
     * @param schemas the Avro schema of a fingerprint; throws when there is none
     */
    public RawSink(
            RawSettings settings,
            RawStorage storage,
            RowsTopic rows,
            LongFunction<Schema> schemas,
            MeterRegistry meters) {
        this(settings, storage, rows, schemas, meters, Clock.systemUTC());
    }

    RawSink(
            RawSettings settings,
            RawStorage storage,
            RowsTopic rows,
            LongFunction<Schema> schemas,
            MeterRegistry meters,
            Clock clock) {
        this.loop = new SinkLoop(settings, storage, rows, new RowReader(schemas), status, meters, clock);
        this.thread = new Thread(this::run, "sluice-raw-sink");
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            loop.run();
            status.stopped();
        } catch (RuntimeException | Error failure) {
            status.failed(String.valueOf(failure.getMessage()));
            log.error("The RAW sink has stopped and needs a person: {}", failure.getMessage(), failure);
        }
    }

    /**
     * Commits the rows read so far and leaves the consumer group. What cannot be committed in time is read again by the
     * next owner.
     */
    public void stop(Duration timeout) {
        loop.stop(timeout);
        try {
            thread.join(timeout.plus(SinkLoop.CLOSE_TIMEOUT).toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** How long the sink has stood still though it should go on: since it failed, or since its thread last went round. */
    public Duration silence() {
        return status.silence();
    }

    public RawSinkState state() {
        return status.state();
    }
}
