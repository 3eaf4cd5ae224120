package dev.sluice.batch;

import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.batch.storage.LocalStorage;
import dev.sluice.record.commandline.WrongUseException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A picocli mixin for commands that read the RAW zone. */
final class RawOption {

    @Option(names = "--raw", required = true, paramLabel = "DIR", description = "The RAW zone.")
    private Path raw = Path.of("raw");

    LakeStorage open() {
        if (!Files.isDirectory(raw)) {
            throw new WrongUseException("Invalid --raw: " + raw + ", expected the folder of a RAW zone");
        }
        return new LocalStorage(raw);
    }
}
