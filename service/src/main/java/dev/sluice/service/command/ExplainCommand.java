package dev.sluice.service.command;

import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.DefinitionOption;
import dev.sluice.record.commandline.JsonOption;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.decode.MissingMaskKeyException;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.explain.ExplainJson;
import dev.sluice.record.explain.Explanation;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice explain}: the stream's own decoding and validation, on files. */
@Command(
        name = "explain",
        description = {
            "Show what a definition makes of XML files: rows, and what is rejected and why.",
            "Exit code 0 when it ran, however many records are rejected."
        })
public final class ExplainCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli answers --help and --verbose by it
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final DefinitionOption definition = new DefinitionOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--table", description = "Write rows as a table of at most 100 characters a line.")
    private boolean table;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "XML files, each one a message; directories with such files; - for standard input.")
    private List<String> files = List.of();

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    public ExplainCommand(OutputStream out) {
        this(System.in, out, System.err);
    }

    /** @param out gets UTF-8, whatever the terminal's locale says */
    ExplainCommand(InputStream in, OutputStream out, PrintStream err) {
        this.in = in;
        this.out = new PrintStream(new BufferedOutputStream(out), false, StandardCharsets.UTF_8);
        this.err = err;
    }

    @Override
    public Integer call() {
        if (table && json.isJson()) {
            throw new WrongUseException("Invalid options: --table and --json, expected only one of them");
        }
        RecordDefinition dataset = definition.read();
        Explanation explanation = explanation(dataset);
        MessageFiles messages = new MessageFiles(in, err, "explain");
        List<String> sources = messages.find(files);
        LongRun progress = new LongRun("explaining");
        long rows = 0;
        long rejected = 0;
        int done = 0;
        for (String source : sources) {
            List<Explanation.Outcome> outcomes = messages.read(
                            source, dataset.limits().messageBytes())
                    .map(explanation::explain)
                    .orElseGet(() -> List.of(Explanation.ofTooManyBytes(dataset)));
            print(dataset, source, outcomes);
            long accepted = rows(outcomes);
            rows += accepted;
            rejected += outcomes.size() - accepted;
            progress.update(++done + " of " + sources.size() + " messages");
            // Whoever read the output, such as head, may have had enough.
            if (out.checkError()) {
                break;
            }
        }
        progress.end();
        if (sources.size() > 1 && !json.isJson()) {
            out.println("in all " + done + " messages: " + ExplainText.counts(rows, rejected));
        }
        out.flush();
        return 0;
    }

    private static long rows(List<Explanation.Outcome> outcomes) {
        return outcomes.stream()
                .filter(Explanation.Acceptance.class::isInstance)
                .count();
    }

    private static Explanation explanation(RecordDefinition dataset) {
        try {
            return new Explanation(dataset);
        } catch (MissingMaskKeyException missing) {
            throw new WrongUseException(String.valueOf(missing.getMessage()), missing);
        }
    }

    private void print(RecordDefinition dataset, String source, List<Explanation.Outcome> outcomes) {
        if (json.isJson()) {
            ExplainJson lines = new ExplainJson(dataset);
            outcomes.forEach(outcome -> out.println(lines.line(source, outcome)));
        } else if (table) {
            new ExplainTable(dataset, out).print(source, outcomes);
        } else {
            new ExplainText(dataset, out).print(source, outcomes);
        }
    }
}
