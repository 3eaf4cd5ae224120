package dev.sluice.demo.produce;

import dev.sluice.demo.books.BookGenerator;
import dev.sluice.demo.books.Truth;
import dev.sluice.demo.books.TruthText;
import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.JsonOption;
import dev.sluice.record.terminal.Progress;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice produce}. */
@Command(
        description = {
            "Sends realistic nested XML messages of examples/books to a Kafka topic,",
            "until Ctrl-C or as many as wanted, then says what was in them."
        },
        footer = {
            "",
            "Examples:",
            "  ./sluice produce --bootstrap localhost:9092 --rate 1000/s",
            "  ./sluice produce --bootstrap localhost:9092 --count 5000 --seed 7 --malformed 0 --json"
        },
        sortOptions = false)
public final class ProduceCommand implements Runnable {

    // Without any limit an endless run would only fill the disk.
    private static final Rate ENDLESS_RATE = new Rate(100);

    @Option(names = "--bootstrap", required = true, paramLabel = "HOST:PORT", description = "A Kafka broker.")
    private String bootstrap = "";

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            defaultValue = "books.xml",
            description = "The topic (${DEFAULT-VALUE}), created where absent.")
    private String topic = "";

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Of the topic, when it is created (${DEFAULT-VALUE}).")
    private int partitions;

    @Option(names = "--count", paramLabel = "N", description = "Messages to send; without it, until Ctrl-C.")
    private @Nullable Long count;

    @Option(
            names = "--rate",
            paramLabel = "N/s",
            converter = Rate.Converter.class,
            description = "Messages per second; without it, 100/s, or all at once with --count.")
    private @Nullable Rate rate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed gives the same messages; without it, new ones each time.")
    private @Nullable Long seed;

    @Mixin
    private RateOptions rates = new RateOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli fills it, the command runner reads it
    private CommonOptions common = new CommonOptions();

    @Override
    public void run() {
        var wanted = rates.rates();
        Topics.create(bootstrap, topic, partitions);
        long actualSeed = seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed;
        try (var stop = new StopSignal();
                var feed = new BookFeed(bootstrap, topic, new BookGenerator(actualSeed, wanted))) {
            send(feed, stop);
            System.out.println(
                    json.isJson()
                            ? TruthText.json(feed.truth(), topic, actualSeed)
                            : TruthText.plain(feed.truth(), topic, actualSeed));
        }
    }

    private void send(BookFeed feed, StopSignal stop) {
        var progress = Progress.onStandardError();
        progress.begin("sending to " + topic);
        long last = count == null ? Long.MAX_VALUE : count;
        var limit = rate != null ? rate : count == null ? ENDLESS_RATE : Rate.UNLIMITED;
        var pace = new Pace(limit.perSecond());
        for (long sent = 0; sent < last && !stop.isRaised(); sent++) {
            pace.await();
            feed.send();
            progress.update(sizes(feed.truth()));
        }
        feed.flush();
        progress.end(sizes(feed.truth()));
    }

    private static String sizes(Truth truth) {
        return String.format("%,d messages, %,d records", truth.messages(), truth.records());
    }
}
