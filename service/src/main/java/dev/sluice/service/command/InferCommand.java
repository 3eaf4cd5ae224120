package dev.sluice.service.command;

import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.definition.Limits;
import dev.sluice.record.infer.CannotInferException;
import dev.sluice.record.infer.Inference;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice infer}: a definition to begin with, from sample messages. */
@Command(
        name = "infer",
        description = {
            "Write a record definition that reads sample XML messages, with the types that all of them satisfy.",
            "It is a beginning: look at its key, its partition and what it requires."
        })
public final class InferCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli answers --help and --verbose by it
    private final CommonOptions common = new CommonOptions();

    @Option(
            names = "--record",
            paramLabel = "PATH",
            description = "Path of the element that becomes a row, such as /library/book; guessed when not given.")
    private String record = "";

    @Option(
            names = "--dataset",
            paramLabel = "NAME",
            description = "Name of the dataset (default: ${DEFAULT-VALUE}).",
            defaultValue = "records")
    private String dataset = "records";

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "XML files, each one a message; directories with such files; - for standard input.")
    private List<String> files = List.of();

    private final InputStream in;
    private final PrintStream out;

    /** @param out gets UTF-8, whatever the terminal's locale says */
    public InferCommand(InputStream in, OutputStream out) {
        this.in = in;
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    @Override
    public Integer call() {
        if (!record.isEmpty() && !record.matches("(/[^/\\[\\]@]+)+")) {
            throw new WrongUseException("Invalid --record: " + record + ", expected a path such as /library/book");
        }
        try {
            String yaml = Inference.infer(samples(), record, dataset);
            out.print(schemaHint() + yaml);
        } catch (CannotInferException e) {
            throw new UserErrorException(String.valueOf(e.getMessage()), e);
        }
        out.flush();
        return 0;
    }

    private Map<String, byte[]> samples() {
        MessageFiles messages = new MessageFiles(in, System.err, "infer from");
        Map<String, byte[]> samples = new LinkedHashMap<>();
        for (String source : messages.find(files)) {
            samples.put(
                    source,
                    messages.read(source, Limits.DEFAULT.messageBytes())
                            .orElseThrow(() -> new WrongUseException("Cannot infer from " + source
                                    + ": it is too large for a message, expected at most "
                                    + Limits.DEFAULT.messageBytes() + " bytes")));
        }
        return samples;
    }

    /** Lets editors check what is written, when it is saved where the command ran. */
    private static String schemaHint() {
        String home = System.getProperty("sluice.home", "");
        Path schema = Path.of(home, "docs", "record-definition.schema.json")
                .toAbsolutePath()
                .normalize();
        Path here = Path.of("").toAbsolutePath();
        return home.isEmpty() || !Files.exists(schema)
                ? ""
                : "# yaml-language-server: $schema=" + here.relativize(schema) + System.lineSeparator();
    }
}
