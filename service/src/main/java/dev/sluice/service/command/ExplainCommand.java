package dev.sluice.service.command;

import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.DefinitionOption;
import dev.sluice.record.commandline.JsonOption;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.definition.RecordDefinition;
import dev.sluice.record.explain.ExplainJson;
import dev.sluice.record.explain.Explanation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "XML files; each one is a message.")
    private List<Path> files = List.of();

    private final PrintStream out;

    /** @param out gets UTF-8, whatever the terminal's locale says */
    public ExplainCommand(OutputStream out) {
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    @Override
    public Integer call() {
        RecordDefinition dataset = definition.read();
        List<byte[]> messages = files.stream().map(ExplainCommand::read).toList();
        Explanation explanation = new Explanation(dataset);
        for (int i = 0; i < messages.size(); i++) {
            String source = files.get(i).toString();
            List<Explanation.Outcome> outcomes = explanation.explain(messages.get(i));
            if (json.isJson()) {
                ExplainJson lines = new ExplainJson(dataset);
                outcomes.forEach(outcome -> out.println(lines.line(source, outcome)));
            } else {
                new ExplainText(dataset, out).print(source, outcomes);
            }
        }
        out.flush();
        return 0;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            String reason = Files.exists(file) ? "it is not a readable file" : "no such file";
            throw new WrongUseException("Cannot explain " + file + ": " + reason, e);
        }
    }
}
