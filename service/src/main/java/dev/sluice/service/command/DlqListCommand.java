package dev.sluice.service.command;

import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.JsonOption;
import dev.sluice.record.terminal.Progress;
import dev.sluice.record.terminal.Table;
import dev.sluice.service.dlq.Letter;
import dev.sluice.service.dlq.Letter.Violation;
import dev.sluice.service.dlq.LetterJson;
import dev.sluice.service.dlq.PrintableText;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice dlq list}: one line for each letter, or for each kind of them. */
@Command(
        name = "list",
        description = "List dead letters, or with --summary how many there are of which kind.",
        footer = {
            "",
            "Examples:",
            "  sluice dlq list --definition books.yaml --bootstrap localhost:9092 --since 2h",
            "  sluice dlq list --definition books.yaml --bootstrap localhost:9092 --summary"
        })
final class DlqListCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli answers --help and --verbose by it
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final DatasetTopicsOptions topics = new DatasetTopicsOptions();

    @Mixin
    private final DlqFilterOptions which = new DlqFilterOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--summary", description = "Count letters by reason, column and rule instead.")
    private boolean summary;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many letters; ${DEFAULT-VALUE}.")
    private long limit = 100;

    private final PrintStream out;

    private record Kind(String reason, String column, String path, String rule) implements Comparable<Kind> {

        static Kind of(Letter letter) {
            Violation first = letter.violations().stream().findFirst().orElse(new Violation(0, "", "", "", ""));
            return new Kind(letter.reason(), first.column(), first.path(), first.rule());
        }

        @Override
        public int compareTo(Kind other) {
            return toString().compareTo(other.toString());
        }
    }

    DlqListCommand(OutputStream out) {
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    @Override
    public Integer call() {
        Progress progress = Progress.onStandardError();
        if (summary) {
            Map<Kind, Long> kinds = new TreeMap<>();
            topics.letters().read(which.filter(), progress, letter -> {
                kinds.merge(Kind.of(letter), 1L, Long::sum);
                return true;
            });
            write(kinds);
        } else {
            write(progress);
        }
        out.flush();
        return 0;
    }

    private void write(Map<Kind, Long> kinds) {
        if (json.isJson()) {
            kinds.forEach((kind, count) ->
                    out.println(LetterJson.summary(kind.reason(), kind.column(), kind.path(), kind.rule(), count)));
            return;
        }
        Table table = new Table().row("reason", "column", "path", "rule", "letters");
        kinds.forEach((kind, count) -> table.row(
                PrintableText.of(kind.reason()),
                PrintableText.of(kind.column()),
                PrintableText.of(kind.path()),
                PrintableText.of(kind.rule()),
                count));
        table.lines().forEach(out::println);
    }

    private void write(Progress progress) {
        var written = new long[1];
        Table table = new Table().row("letter", "time", "reason", "column", "rule", "source", "attempt");
        topics.letters().read(which.filter(), progress, letter -> {
            if (json.isJson()) {
                out.println(LetterJson.of(letter));
            } else {
                Kind kind = Kind.of(letter);
                table.row(
                        letter.position(),
                        Instant.ofEpochMilli(letter.timestampMillis()).truncatedTo(ChronoUnit.SECONDS),
                        PrintableText.of(kind.reason()),
                        PrintableText.of(kind.column()),
                        PrintableText.of(kind.rule()),
                        letter.sourcePartition() + "@" + letter.sourceOffset(),
                        letter.attempt());
            }
            return ++written[0] < limit;
        });
        if (!json.isJson()) {
            table.lines().forEach(out::println);
            if (written[0] == limit) {
                out.println("The first " + limit + "; --limit shows more, --summary counts all.");
            }
        }
    }
}
