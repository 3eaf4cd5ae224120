package dev.sluice.service.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.JsonOption;
import dev.sluice.record.commandline.WrongUseException;
import dev.sluice.record.compatibility.Change;
import dev.sluice.record.compatibility.Comparison;
import dev.sluice.record.definition.InvalidDefinitionException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice diff}: may a definition take the place of another? */
@Command(
        name = "diff",
        description = {
            "Say what changed between two definitions of a dataset, and what that does to files and tables.",
            "Exit code 0 when every change is compatible, 1 when one is not."
        })
public final class DiffCommand implements Callable<Integer> {

    private static final JsonFactory JSON = new JsonFactory();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli answers --help and --verbose by it
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(index = "0", paramLabel = "OLD", description = "The definition that is in use.")
    private Path oldFile = Path.of("old.yaml");

    @Parameters(index = "1", paramLabel = "NEW", description = "The definition that is to take its place.")
    private Path newFile = Path.of("new.yaml");

    private final PrintStream out;

    /** @param out gets UTF-8, whatever the terminal's locale says */
    public DiffCommand(OutputStream out) {
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    @Override
    public Integer call() {
        List<Change> changes = changes();
        changes.forEach(change -> out.println(json.isJson() ? line(change) : text(change)));
        if (changes.isEmpty() && !json.isJson()) {
            out.println("Nothing changed that matters to rows.");
        }
        out.flush();
        return changes.stream().allMatch(Change::compatible) ? 0 : 1;
    }

    private List<Change> changes() {
        try {
            return Comparison.between(read(oldFile), oldFile.toString(), read(newFile), newFile.toString());
        } catch (InvalidDefinitionException invalid) {
            throw new WrongUseException(String.valueOf(invalid.getMessage()), invalid);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            String reason = Files.exists(file) ? "it is not a readable file of UTF-8" : "no such file";
            throw new WrongUseException("Cannot compare " + file + ": " + reason, e);
        }
    }

    private static String text(Change change) {
        String owner = change.column().isEmpty() ? "" : "column " + change.column() + ", ";
        String difference = change.from().isEmpty()
                ? "added " + change.to()
                : change.to().isEmpty() ? "removed " + change.from() : change.from() + " -> " + change.to();
        return (change.compatible() ? "compatible:   " : "incompatible: ") + owner + change.key() + ": " + difference
                + System.lineSeparator() + "              " + change.effect();
    }

    private static String line(Change change) {
        StringWriter line = new StringWriter();
        try (JsonGenerator object = JSON.createGenerator(line)) {
            object.writeStartObject();
            object.writeBooleanField("compatible", change.compatible());
            object.writeStringField("column", change.column());
            object.writeStringField("key", change.key());
            object.writeStringField("from", change.from());
            object.writeStringField("to", change.to());
            object.writeStringField("effect", change.effect());
            object.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return line.toString();
    }
}
