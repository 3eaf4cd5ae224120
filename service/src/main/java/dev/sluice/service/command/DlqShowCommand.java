package dev.sluice.service.command;

import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.JsonOption;
import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.service.decode.RecordIndexes;
import dev.sluice.service.dlq.Letter;
import dev.sluice.service.dlq.LetterJson;
import dev.sluice.service.dlq.Letters;
import dev.sluice.service.dlq.PayloadText;
import dev.sluice.service.dlq.PrintableText;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice dlq show}: all there is to know about one letter. */
@Command(
        name = "show",
        description = "Show one dead letter: why it was rejected, and the message with a mark at each violation.",
        footer = {
            "",
            "Examples:",
            "  sluice dlq show --definition books.yaml --bootstrap localhost:9092 0@17",
            "  sluice dlq show --definition books.yaml --bootstrap localhost:9092 0@17 --raw > message.xml"
        })
final class DlqShowCommand implements Callable<Integer> {

    private static final Pattern POSITION = Pattern.compile("([0-9]{1,9})@([0-9]{1,18})");

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli answers --help and --verbose by it
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final DatasetTopicsOptions topics = new DatasetTopicsOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--raw", description = "Write the message byte for byte, and nothing else.")
    private boolean raw;

    @Parameters(paramLabel = "PARTITION@OFFSET", description = "Of the letter, as list shows it.")
    private String position = "";

    private final PrintStream out;

    DlqShowCommand(OutputStream out) {
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    @Override
    public Integer call() {
        Matcher at = POSITION.matcher(position);
        if (!at.matches()) {
            throw new WrongUseException("Invalid position: " + position + ", expected PARTITION@OFFSET such as 0@17");
        }
        Letters letters = topics.letters();
        Letter letter = letters.find(Integer.parseInt(at.group(1)), Long.parseLong(at.group(2)))
                .orElseThrow(() -> new UserErrorException("Cannot show " + position + ": "
                        + topics.names().deadLetter() + " has no letter there; sluice dlq list shows those it has"));
        byte @Nullable [] value = letters.value(letter, topics.names().input());
        if (raw) {
            if (value == null) {
                throw new UserErrorException("Cannot show " + position
                        + ": its value was too large for a letter, and the input topic no longer has it");
            }
            out.write(value, 0, value.length);
        } else if (json.isJson()) {
            out.println(LetterJson.of(letter));
        } else {
            describe(letter);
            out.println();
            out.println(
                    value == null
                            ? "The value was too large for a letter, and the input topic no longer has it."
                            : PayloadText.of(letter, value));
        }
        out.flush();
        return 0;
    }

    private void describe(Letter letter) {
        line("letter", letter.position() + " of " + topics.names().deadLetter());
        line("time", Instant.ofEpochMilli(letter.timestampMillis()).toString());
        line("reason", letter.reason());
        line("detail", letter.detail());
        line("source", topics.names().input() + " " + letter.sourcePartition() + "@" + letter.sourceOffset());
        line("definition", letter.definition());
        line("attempt", Integer.toString(letter.attempt()));
        BitSet records = letter.records();
        if (records != null) {
            line("records", RecordIndexes.toText(records));
        }
        letter.violations()
                .forEach(violation -> line(
                        "violation",
                        "record " + violation.record() + ", " + violation.column() + " (" + violation.path() + "): "
                                + violation.rule() + ", expected " + violation.expected()));
        int more = letter.violationCount() - letter.violations().size();
        if (more > 0) {
            line("", "and " + more + " more");
        }
    }

    private void line(String name, String text) {
        out.printf("%-11s %s%n", name, PrintableText.of(text));
    }
}
