package dev.sluice.benchmarks.backlog;

import dev.sluice.benchmarks.LinuxProcess;
import dev.sluice.benchmarks.backlog.Samples.Sample;
import dev.sluice.demo.books.BookGenerator;
import dev.sluice.demo.books.Rates;
import dev.sluice.demo.broker.FreePort;
import dev.sluice.demo.broker.LocalBroker;
import dev.sluice.demo.pipeline.Drain;
import dev.sluice.demo.pipeline.Lag;
import dev.sluice.demo.pipeline.LauncherProcess;
import dev.sluice.demo.produce.BookFeed;
import dev.sluice.demo.produce.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;

/**
 * Lets records wait, starts the service while more come, and watches. Before and after that a third of them without any
 * that come meanwhile: the steady maximum, which draining is to be held against. Arguments: records that wait, records a
 * second that come meanwhile.
 */
public final class Backlog implements AutoCloseable {

    private static final Path HOME = Path.of(System.getProperty("sluice.home", "."));
    private static final String DATASET = "books";
    private static final String TOPIC = "books.xml";
    private static final int PARTITIONS = 4;
    private static final int SAMPLE_SECONDS = 5;
    private static final int STEADY_SHARE = 3;
    /** What comes meanwhile is never all done; so much of it is no backlog any more. */
    private static final int LIVE_SECONDS = 10;

    private final Path folder;
    private final LocalBroker broker;
    private final BookFeed feed;
    private final Drain drain;
    private final Watch watch;

    private Backlog(Path folder) throws IOException {
        this.folder = folder;
        this.broker = LocalBroker.start(folder.resolve("broker"));
        Topics.create(broker.bootstrap(), TOPIC, PARTITIONS);
        this.feed = new BookFeed(broker.bootstrap(), TOPIC, new BookGenerator(1, Rates.DEFAULT));
        this.drain = new Drain(broker.bootstrap(), DATASET, TOPIC);
        this.watch = new Watch(broker.bootstrap(), DATASET, TOPIC);
    }

    public static void main(String[] arguments) throws Exception {
        long waiting = arguments.length > 0 ? Long.parseLong(arguments[0]) : 7_200_000;
        int live = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
        Path folder = Files.createTempDirectory("sluice-backlog");
        System.err.println("everything in " + folder);
        try (var backlog = new Backlog(folder)) {
            Samples before = backlog.drain(waiting / STEADY_SHARE, 0);
            Samples draining = backlog.drain(waiting, live);
            Samples after = backlog.drain(waiting / STEADY_SHARE, 0);

            System.out.printf("%,d records wait, %,d a second come meanwhile%n", waiting, live);
            draining.table().forEach(System.out::println);
            print("steady, before", before);
            print("draining", draining);
            print("steady, after", after);
            System.out.printf(
                    "draining to steady: rate %.2f, CPU of the service a record %.2f%n",
                    draining.perSecond() * 2 / (before.perSecond() + after.perSecond()),
                    draining.cpuMicros() * 2 / (before.cpuMicros() + after.cpuMicros()));
        }
        delete(folder);
    }

    private static void print(String what, Samples samples) {
        System.out.printf(
                "%-15s %,7.0f records/s, %4.0f us of CPU a record%n", what, samples.perSecond(), samples.cpuMicros());
    }

    /** Watches until what waited is deduplicated; returns when all is in RAW. */
    private Samples drain(long waiting, int live) throws Exception {
        send(feed.truth().records() + waiting);
        feed.flush();
        System.err.printf("%,d records wait%n", waiting);
        long sentBefore = feed.truth().records();
        long takenBefore = watch.taken();
        long rowsBefore = watch.rows();
        try (LauncherProcess service = start()) {
            var process = new LinuxProcess(service.pid());
            var samples = new Samples();
            double due = SAMPLE_SECONDS;
            var lag = new Lag(waiting, 0, 0);
            while (lag.input() + lag.rekeyed() > (long) live * LIVE_SECONDS) {
                send(sentBefore + (long) (samples.seconds() * live));
                TimeUnit.MILLISECONDS.sleep(10);
                if (samples.seconds() >= due) {
                    requireRunning(service);
                    due = samples.seconds() + SAMPLE_SECONDS;
                    Lag now = drain.lag();
                    if (now.input() == Long.MAX_VALUE) {
                        continue; // the service has not created its topics yet
                    }
                    lag = now;
                    var sample = new Sample(
                            samples.seconds(),
                            records(lag.input()),
                            records(watch.taken() - takenBefore),
                            watch.rows() - rowsBefore,
                            lag.rows(),
                            process.residentMegabytes(),
                            process.cpuSeconds());
                    samples.add(sample);
                    System.err.println(sample);
                }
            }
            feed.flush();
            while (!drain.lag().isZero()) {
                requireRunning(service);
                TimeUnit.SECONDS.sleep(1);
            }
            System.err.printf("all in RAW after %.0f s%n", samples.seconds());
            return samples;
        }
    }

    private void send(long untilRecords) {
        while (feed.truth().records() < untilRecords) {
            feed.send();
        }
    }

    /** As many as messages have on average. */
    private long records(long messages) {
        return Math.round(
                (double) messages * feed.truth().records() / feed.truth().messages());
    }

    private static void requireRunning(LauncherProcess service) throws IOException {
        if (!service.isRunning()) {
            throw new IOException(service.lastWords());
        }
    }

    private LauncherProcess start() throws IOException {
        return LauncherProcess.at(HOME)
                .logsIn(folder)
                .javaOptions("-Xmx768m")
                .start(
                        "service",
                        "run",
                        "--definition",
                        HOME.resolve("examples/books/definition.yaml"),
                        "--bootstrap",
                        broker.bootstrap(),
                        "--raw",
                        folder.resolve("raw"),
                        "--state-dir",
                        folder.resolve("state"),
                        "--port",
                        FreePort.find(),
                        // So long the next one waits for this one's place.
                        "--set",
                        "sluice.kafka.session.timeout.ms=6000");
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        watch.close();
        drain.close();
        feed.close();
        broker.close();
    }
}
