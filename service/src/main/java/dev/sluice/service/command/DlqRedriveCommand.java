package dev.sluice.service.command;

import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.JsonOption;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.terminal.Progress;
import dev.sluice.record.terminal.Table;
import dev.sluice.service.dlq.LetterJson;
import dev.sluice.service.dlq.Redrive;
import dev.sluice.service.dlq.RedriveOptions;
import dev.sluice.service.dlq.RedriveResult;
import dev.sluice.service.dlq.RedriveTopics;
import dev.sluice.service.protection.InputRate;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice dlq redrive}: after the definition or the producer is repaired. */
@Command(
        name = "redrive",
        description = {
            "Send the messages of dead letters to the input topic again, each once, however often this is run.",
            "Of a message only its rejected records are processed. Without --execute nothing is sent."
        },
        footer = {
            "",
            "Examples:",
            "  sluice dlq redrive --definition books.yaml --bootstrap localhost:9092 --reason invalid-record",
            "  sluice dlq redrive --definition books.yaml --bootstrap localhost:9092 --since 2h --rate 500 --execute"
        })
final class DlqRedriveCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli answers --help and --verbose by it
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final DatasetTopicsOptions topics = new DatasetTopicsOptions();

    @Mixin
    private final DlqFilterOptions which = new DlqFilterOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many letters.")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--rate", paramLabel = "N", description = "At most so many letters a second.")
    private int rate;

    @Option(
            names = "--max-attempts",
            paramLabel = "N",
            description = "Leave letters that failed as often as this; ${DEFAULT-VALUE}.")
    private int maxAttempts = 3;

    @Option(names = "--execute", description = "Send; without it, only say what would be sent.")
    private boolean execute;

    private final PrintStream out;

    DlqRedriveCommand(OutputStream out) {
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    @Override
    public Integer call() {
        atLeast("--limit", limit, 1);
        atLeast("--rate", rate, 0);
        atLeast("--max-attempts", maxAttempts, 1);
        var options = new RedriveOptions(which.filter(), limit, InputRate.of(rate), maxAttempts, execute);
        RedriveResult result;
        try (Admin admin = topics.connect()) {
            var redriveTopics = new RedriveTopics(admin, topics.clients(), topics.names());
            result = new Redrive(redriveTopics, topics.definition(), options, Progress.onStandardError()).run();
        }
        if (json.isJson()) {
            out.println(LetterJson.of(result, execute));
        } else {
            write(result);
        }
        out.flush();
        return 0;
    }

    private static void atLeast(String option, long value, long least) {
        if (value < least) {
            throw new WrongUseException("Invalid " + option + ": " + value + ", expected at least " + least);
        }
    }

    private void write(RedriveResult result) {
        Table table = new Table()
                .row("letters that match", result.matching())
                .row(execute ? "sent again" : "would be sent", result.sent())
                .row("sent before", result.sentBefore())
                .row("failed too often", result.tooManyAttempts())
                .row("records elsewhere by now", result.otherRecords())
                .row("value gone", result.gone());
        table.lines().forEach(out::println);
        if (!execute && result.sent() > 0) {
            out.println("Nothing was sent; --execute sends.");
        }
    }
}
