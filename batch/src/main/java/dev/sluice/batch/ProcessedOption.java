package dev.sluice.batch;

import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.batch.storage.LocalStorage;
import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** A picocli mixin for commands that change the Processed Zone. */
final class ProcessedOption {

    /** s3a://bucket would be made as a folder called s3a: here, and all would seem well. One letter is a drive. */
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

    @Option(names = "--processed", required = true, paramLabel = "DIR", description = "The Processed Zone.")
    private Path processed = Path.of("processed");

    /** Makes the zone where there is none. */
    LakeStorage openOrCreate() {
        if (URI.matcher(processed.toString()).matches()) {
            throw new WrongUseException("Invalid --processed: " + processed
                    + ", expected a folder of a local or mounted file system; no other storage is supported yet");
        }
        try {
            Files.createDirectories(processed);
        } catch (IOException failed) {
            throw new UserErrorException("Cannot write to --processed " + processed + ": " + failed, failed);
        }
        if (!Files.isWritable(processed)) {
            throw new UserErrorException("Cannot write to --processed " + processed + ": permission denied");
        }
        return new LocalStorage(processed);
    }

    LakeStorage open() {
        if (!Files.isDirectory(processed)) {
            throw new WrongUseException(
                    "Invalid --processed: " + processed + ", expected the folder of a Processed Zone");
        }
        return openOrCreate();
    }
}
