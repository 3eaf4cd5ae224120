package dev.sluice.service.command;

import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.DefinitionOption;
import dev.sluice.record.commandline.JsonOption;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.decode.MissingMaskKeyException;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.explain.ExplainJson;
import dev.sluice.record.explain.Explanation;
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

    public ExplainCommand(OutputStream out) {
        this(System.in, out);
    }

    /** @param out gets UTF-8, whatever the terminal's locale says */
    ExplainCommand(InputStream in, OutputStream out) {
        this.in = in;
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    @Override
    public Integer call() {
        if (table && json.isJson()) {
            throw new WrongUseException("Invalid options: --table and --json, expected only one of them");
        }
        RecordDefinition dataset = definition.read();
        Explanation explanation = explanation(dataset);
        new MessageFiles(in, "explain")
                .read(files)
                .forEach((source, message) -> print(dataset, source, explanation.explain(message)));
        out.flush();
        return 0;
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
