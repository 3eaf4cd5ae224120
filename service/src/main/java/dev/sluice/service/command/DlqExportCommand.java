package dev.sluice.service.command;

import dev.sluice.record.commandline.CommonOptions;
import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.terminal.Progress;
import dev.sluice.service.dlq.Letter;
import dev.sluice.service.dlq.LetterJson;
import dev.sluice.service.dlq.Letters;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice dlq export}: letters as files. */
@Command(
        name = "export",
        description = {
            "Write each dead letter to two files: PARTITION-OFFSET.xml, the message byte for byte, and",
            "PARTITION-OFFSET.json, why it was rejected. Files of an earlier export are written again."
        },
        footer = {
            "",
            "Example:",
            "  sluice dlq export --definition books.yaml --bootstrap localhost:9092 --reason not-xml --to letters"
        })
final class DlqExportCommand implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli answers --help and --verbose by it
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final DatasetTopicsOptions topics = new DatasetTopicsOptions();

    @Mixin
    private final DlqFilterOptions which = new DlqFilterOptions();

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "Folder of the files; made if absent.")
    private Path folder = Path.of(".");

    private final PrintStream out;

    DlqExportCommand(OutputStream out) {
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
    }

    @Override
    public Integer call() {
        var filter = which.filter();
        Letters letters = topics.letters();
        String input = topics.names().input();
        var written = new long[1];
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw failure(e);
        }
        letters.read(filter, Progress.onStandardError(), letter -> {
            write(letter, letters.value(letter, input));
            written[0]++;
            return true;
        });
        out.println("Wrote " + written[0] + " letters to " + folder);
        out.flush();
        return 0;
    }

    /** Names are numbers alone, so that no message can choose where it is written. */
    private void write(Letter letter, byte @Nullable [] value) {
        String name = letter.partition() + "-" + letter.offset();
        try {
            if (value != null) {
                Files.write(folder.resolve(name + ".xml"), value);
            }
            Files.writeString(folder.resolve(name + ".json"), LetterJson.of(letter) + "\n");
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private UserErrorException failure(IOException e) {
        return new UserErrorException("Cannot write to " + folder + ": " + e, e);
    }
}
