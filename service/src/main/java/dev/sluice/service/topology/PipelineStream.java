package dev.sluice.service.topology;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.service.protection.InputValve;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running stream; {@link DeadThreads} says when it stops by itself. Thread-safe. */
public final class PipelineStream implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PipelineStream.class);

    private final KafkaStreams streams;
    private final Path stateFolder;
    private final Duration closeTimeout;
    private final AtomicBoolean stateFailed = new AtomicBoolean();
    private final Set<InputValve> closedValves = new HashSet<>();
    private final RestoreProgress restoring = new RestoreProgress();

    /** @param onFailure told why the stream stops by itself, after it is logged; must not block */
    public PipelineStream(
            Topology topology, Properties properties, Duration closeTimeout, Consumer<Throwable> onFailure) {
        this.streams = new KafkaStreams(topology, properties);
        this.stateFolder = Path.of(
                properties.getProperty(StreamsConfig.STATE_DIR_CONFIG),
                properties.getProperty(StreamsConfig.APPLICATION_ID_CONFIG));
        this.closeTimeout = closeTimeout;
        streams.setGlobalStateRestoreListener(restoring);
        streams.setStateListener((now, before) -> log.info("The stream is {} (was {})", now, before));
        DeadThreads threads = new DeadThreads(InstantSource.system(), onFailure);
        streams.setUncaughtExceptionHandler(failure -> threads.handle(explained(failure)));
    }

    /** @throws UserErrorException when the state folder cannot be used; the stream is closed then */
    public void start() {
        try {
            streams.start();
        } catch (StreamsException e) {
            if (explained(e) instanceof StateFailure failure) {
                close();
                throw failure;
            }
            throw e;
        }
    }

    private Throwable explained(Throwable failure) {
        Optional<StateFailure> ofState = StateFailure.of(failure, stateFolder);
        if (ofState.isPresent()) {
            stateFailed.set(true);
            return ofState.get();
        }
        return failure;
    }

    /** A further valve of its input, which flows while all of them are open. */
    public InputValve valve() {
        return new Valve();
    }

    public KafkaStreams.State state() {
        return streams.state();
    }

    public Restoring restoring() {
        return restoring.now();
    }

    /** How long the thread has not asked for messages that has not for longest: all do, also while paused or restoring. */
    public Duration silence() {
        double seconds = streams.metrics().values().stream()
                .filter(PipelineStream::isLastPollOfAThread)
                .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue())
                .max()
                .orElse(0);
        return Duration.ofSeconds((long) Math.max(0, seconds));
    }

    private static boolean isLastPollOfAThread(Metric metric) {
        String client = metric.metricName().tags().getOrDefault("client-id", "");
        return metric.metricName().name().equals("last-poll-seconds-ago")
                && client.endsWith("-consumer")
                && !client.endsWith("-restore-consumer");
    }

    /** For metrics only. */
    public KafkaStreams streams() {
        return streams;
    }

    /** Finishes the open transaction, within the close timeout. State that may lack something does not stay behind. */
    @Override
    public void close() {
        if (!streams.close(closeTimeout)) {
            log.warn(
                    "The stream did not close within {}; its open transaction is done again after a restart",
                    closeTimeout);
        }
        if (stateFailed.get()) {
            removeState();
        }
    }

    private void removeState() {
        try {
            Utils.delete(stateFolder.toFile());
            log.warn("Removed the state folder={}; the next start restores it from Kafka", stateFolder);
        } catch (IOException e) {
            log.error("Cannot remove the state in {}: remove it by hand before the next start", stateFolder, e);
        }
    }

    private final class Valve implements InputValve {

        @Override
        public void pause() {
            synchronized (closedValves) {
                closedValves.add(this);
                streams.pause();
            }
        }

        @Override
        public void resume() {
            synchronized (closedValves) {
                closedValves.remove(this);
                if (closedValves.isEmpty()) {
                    streams.resume();
                }
            }
        }
    }
}
