package dev.sluice.demo;

import static dev.sluice.demo.DemoSettings.DATASET;
import static dev.sluice.demo.DemoSettings.INPUT;
import static dev.sluice.demo.DemoSettings.PARTITIONS;

import dev.sluice.demo.books.BookGenerator;
import dev.sluice.demo.books.Rates;
import dev.sluice.demo.broker.FreePort;
import dev.sluice.demo.broker.LocalBroker;
import dev.sluice.demo.pipeline.Drain;
import dev.sluice.demo.pipeline.Lag;
import dev.sluice.demo.pipeline.LauncherProcess;
import dev.sluice.demo.produce.BookFeed;
import dev.sluice.demo.produce.Topics;
import dev.sluice.demo.proof.AuditCounts;
import dev.sluice.demo.proof.Balance;
import dev.sluice.demo.proof.DeadLetters;
import dev.sluice.demo.proof.Zone;
import dev.sluice.demo.proof.ZoneCounts;
import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.terminal.Progress;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The whole pipeline once, from an empty broker to the proof, in the order in which {@link #run} lists the stages. */
final class DemoRun implements AutoCloseable {

    // Nothing moves for so long only when something is broken.
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(200);
    // The counts of the last second are published a second later.
    private static final Duration AUDIT_DELAY = Duration.ofSeconds(20);
    // All of it shares a small machine with the broker and Spark, and lives for a minute.
    private static final String[] SERVICE_JAVA = {"-Xmx768m", "-XX:TieredStopAtLevel=1"};

    private final DemoSettings settings;
    private final WorkDirectory work;
    private final Progress progress;
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final int port;

    private volatile @Nullable LocalBroker broker;
    private volatile @Nullable LauncherProcess service;
    private volatile @Nullable BookFeed feed;
    private volatile boolean killed;

    DemoRun(DemoSettings settings, WorkDirectory work, Progress progress) throws IOException {
        this.settings = settings;
        this.work = work;
        this.progress = progress;
        this.port = FreePort.find();
    }

    DemoResult run() throws IOException, InterruptedException, ExecutionException, SQLException {
        var startedBroker = startBroker();
        var startedService = startService(startedBroker);
        var books = new BookFeed(startedBroker.bootstrap(), INPUT, new BookGenerator(settings.seed(), Rates.DEFAULT));
        feed = books;
        try (var drain = new Drain(startedBroker.bootstrap(), DATASET, INPUT)) {
            produce("produce", books, settings.count());
            drain("service", drain, startedService);
            process("process");
            produce("produce increment", books, settings.count() + settings.increment());
            drain("service increment", drain, startedService);
            process("process increment");
        }
        return prove(startedBroker, books);
    }

    /** Where a person or another program finds the running parts. */
    List<String> addresses() {
        String service = "http://127.0.0.1:" + port;
        return List.of(
                "bootstrap: " + (broker == null ? "" : broker.bootstrap()),
                "health:    " + service + "/actuator/health",
                "metrics:   " + service + "/actuator/prometheus",
                "zones:     " + settings.raw() + " and " + settings.processed(),
                "logs:      " + work.logs());
    }

    /** For more messages; open as long as this is. */
    BookFeed feed() {
        if (feed == null) {
            throw new IllegalStateException("Cannot produce: the demo has not run");
        }
        return feed;
    }

    /** An orderly end of everything that was started. */
    @Override
    public void close() {
        if (feed != null) {
            feed.close();
        }
        if (service != null) {
            service.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    /** The quick end, for a process that is told to stop. */
    void kill() {
        killed = true;
        if (feed != null) {
            feed.abandon();
        }
        LauncherProcess.killAll();
        if (broker != null) {
            broker.kill();
        }
    }

    boolean isKilled() {
        return killed;
    }

    private LocalBroker startBroker() throws IOException {
        progress.begin("broker");
        long start = System.nanoTime();
        var started = LocalBroker.start(work.broker());
        broker = started;
        Topics.create(started.bootstrap(), INPUT, PARTITIONS);
        end("broker", start, "Kafka at " + started.bootstrap());
        return started;
    }

    private LauncherProcess startService(LocalBroker at) throws IOException {
        var started = launcher()
                .javaOptions(SERVICE_JAVA)
                .start(
                        "service",
                        "run",
                        "--definition",
                        settings.definition(),
                        "--bootstrap",
                        at.bootstrap(),
                        "--raw",
                        settings.raw(),
                        "--state-dir",
                        work.state(),
                        "--port",
                        port,
                        "--set",
                        "server.address=127.0.0.1",
                        // Nobody waits half a minute for the last file here.
                        "--set",
                        "sluice.raw.roll.idle=1s");
        service = started;
        return started;
    }

    private void produce(String stage, BookFeed books, long records) {
        progress.begin(stage);
        long start = System.nanoTime();
        while (books.truth().records() < records) {
            books.send();
            progress.update(String.format("%,d records", books.truth().records()));
        }
        books.flush();
        end(
                stage,
                start,
                String.format(
                        "%,d messages with %,d records",
                        books.truth().messages(), books.truth().records()));
    }

    private void drain(String stage, Drain drain, LauncherProcess through)
            throws IOException, InterruptedException, ExecutionException {
        progress.begin(stage);
        long start = System.nanoTime();
        long lastMove = start;
        Lag last = drain.lag();
        for (Lag lag = last; !lag.isZero(); lag = drain.lag()) {
            if (!lag.equals(last)) {
                last = lag;
                lastMove = System.nanoTime();
            }
            if (!through.isRunning()) {
                throw new UserErrorException("Cannot go on: " + through.lastWords());
            }
            if (System.nanoTime() - lastMove > PATIENCE.toNanos()) {
                throw new UserErrorException("Cannot go on: nothing moved for " + PATIENCE.toSeconds() + " s (" + lag
                        + "); " + through.lastWords());
            }
            progress.update(lag.toString());
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        }
        end(stage, start, "everything is in the RAW zone");
    }

    private void process(String stage) throws IOException, InterruptedException {
        progress.begin(stage);
        long start = System.nanoTime();
        var batch = launcher()
                .start(
                        stage.replace(' ', '-'),
                        "process",
                        "--definition",
                        settings.definition(),
                        "--raw",
                        settings.raw(),
                        "--processed",
                        settings.processed(),
                        "--json");
        while (!batch.awaitEnd(POLL)) {
            progress.update("Spark is running");
        }
        if (batch.await() != 0) {
            throw new UserErrorException("Cannot go on: " + batch.lastWords());
        }
        end(stage, start, "everything is in the Processed Zone");
    }

    private DemoResult prove(LocalBroker at, BookFeed books) throws SQLException, InterruptedException {
        progress.begin("proof");
        long start = System.nanoTime();
        var truth = books.truth();
        var audit = AuditCounts.read(at.bootstrap(), DATASET + ".audit");
        while (audit.sum("rows") + audit.sum("duplicates") < truth.distinct() + truth.duplicates()
                && System.nanoTime() - start < AUDIT_DELAY.toNanos()) {
            progress.update("waiting for the last audit counts");
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
            audit = AuditCounts.read(at.bootstrap(), DATASET + ".audit");
        }
        var processed = Zone.processed(settings.processed(), DATASET, "published_on");
        var rawCounts = ZoneCounts.of(Zone.raw(settings.raw(), DATASET));
        var processedCounts = ZoneCounts.of(processed);
        var balance = new Balance()
                .addAll(
                        truth,
                        audit,
                        DeadLetters.byReason(at.bootstrap(), DATASET + ".dead-letter"),
                        rawCounts,
                        processedCounts);
        List<List<String>> sample = processed.sample("record_id, title, author, price, currency, published_on", 5);
        end("proof", start, "read from Kafka and with DuckDB");
        return new DemoResult(settings.seed(), balance, rawCounts, processedCounts, seconds, sample);
    }

    private LauncherProcess.Builder launcher() {
        return LauncherProcess.at(settings.home()).logsIn(work.logs());
    }

    private void end(String stage, long start, String outcome) {
        seconds.put(stage, (System.nanoTime() - start) / 1e9);
        progress.end(outcome);
    }
}
