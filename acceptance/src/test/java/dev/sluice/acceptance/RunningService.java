package dev.sluice.acceptance;

import dev.sluice.demo.broker.FreePort;
import dev.sluice.demo.broker.LocalBroker;
import dev.sluice.demo.pipeline.Drain;
import dev.sluice.demo.pipeline.Lag;
import dev.sluice.demo.pipeline.LauncherProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The pipeline of one test: a broker, and the service that can be started, killed and started again. */
final class RunningService implements AutoCloseable {

    /** For a machine that has much else to do. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path folder;
    private final Path definition;
    private final LocalBroker broker;
    private final Drain drain;
    private LauncherProcess service;

    /** Of the books. */
    RunningService(Path folder) throws IOException {
        this(folder, Sluice.BOOKS, "books");
    }

    RunningService(Path folder, Path definition, String dataset) throws IOException {
        this.folder = folder;
        this.definition = definition;
        this.broker = LocalBroker.start(folder.resolve("broker"));
        this.drain = new Drain(broker.bootstrap(), dataset, dataset + ".xml");
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    Path raw() {
        return folder.resolve("raw");
    }

    void start() throws IOException {
        start(definition);
    }

    void start(Path definition) throws IOException {
        service = Sluice.in(folder)
                .javaOptions("-Xmx512m", "-XX:TieredStopAtLevel=1")
                .start(
                        "service",
                        "run",
                        "--definition",
                        definition,
                        "--bootstrap",
                        bootstrap(),
                        "--raw",
                        raw(),
                        "--state-dir",
                        folder.resolve("state"),
                        "--port",
                        FreePort.find(),
                        "--set",
                        "server.address=127.0.0.1",
                        "--set",
                        "sluice.raw.roll.idle=500ms",
                        // So long the group waits for a member that was killed: a test need not wait 45 s each time.
                        "--set",
                        "sluice.kafka.session.timeout.ms=6000");
    }

    void kill() {
        service.kill();
    }

    /** SIGTERM. */
    void stop() {
        service.close();
    }

    /** What it says when it does not start. */
    String refusal() throws Exception {
        if (!service.awaitEnd(PATIENCE)) {
            throw new AssertionError("It started: " + service.lastWords());
        }
        return service.errors();
    }

    /** Waits until the lag is as wanted, and fails when the service ends before that. */
    void await(String what, Predicate<Lag> wanted) throws IOException {
        var last = new AtomicReference<Lag>();
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        if (!service.isRunning()) {
                            throw new AssertionError(service.lastWords());
                        }
                        last.set(drain.lag());
                        return wanted.test(last.get());
                    });
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(what + ": " + last.get() + "; " + service.lastWords(), late);
        }
    }

    void awaitDrained() throws IOException {
        await("everything in the RAW zone", Lag::isZero);
    }

    @Override
    public void close() {
        drain.close();
        if (service != null) {
            service.close();
        }
        broker.close();
    }
}
