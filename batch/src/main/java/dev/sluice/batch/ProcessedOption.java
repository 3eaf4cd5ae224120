package dev.sluice.batch;

import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.batch.storage.LocalStorage;
import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Option;

/** A picocli mixin for commands that change the Processed Zone. */
final class ProcessedOption {

    private static final String NAME = "--processed";

    @Option(
            names = NAME,
            required = true,
            paramLabel = "ZONE",
            description = "The Processed Zone: " + Zones.EXPECTED + ".")
    private String processed = "processed";

    /** Makes the zone where there is none. */
    LakeStorage openOrCreate(Configuration hadoop) {
        LakeStorage zone = Zones.open(NAME, processed, hadoop);
        if (zone instanceof LocalStorage local) {
            requireWritable(local.root());
        }
        return zone;
    }

    private void requireWritable(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UserErrorException("Cannot write to --processed " + processed + ": " + failed, failed);
        }
        if (!Files.isWritable(folder)) {
            throw new UserErrorException("Cannot write to --processed " + processed + ": permission denied");
        }
    }

    LakeStorage open(Configuration hadoop) {
        if (Zones.open(NAME, processed, hadoop) instanceof LocalStorage local && !Files.isDirectory(local.root())) {
            throw new WrongUseException(
                    "Invalid --processed: " + processed + ", expected the folder of a Processed Zone");
        }
        return openOrCreate(hadoop);
    }
}
