package dev.sluice.batch;

import dev.sluice.batch.storage.LakeStorage;
import dev.sluice.batch.storage.LocalStorage;
import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.record.commandline.WrongUseException;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Option;

/** A picocli mixin for commands that read the RAW zone. */
final class RawOption {

    private static final String NAME = "--raw";

    @Option(names = NAME, required = true, paramLabel = "ZONE", description = "The RAW zone: " + Zones.EXPECTED + ".")
    private String raw = "raw";

    LakeStorage open(Configuration hadoop) {
        LakeStorage zone = Zones.open(NAME, raw, hadoop);
        if (!isThere(zone)) {
            throw new WrongUseException("Invalid --raw: " + raw + ", expected the folder of a RAW zone");
        }
        return zone;
    }

    private boolean isThere(LakeStorage zone) {
        if (zone instanceof LocalStorage local) {
            return Files.isDirectory(local.root());
        }
        try {
            return !zone.list("").isEmpty();
        } catch (IOException failed) {
            throw new UserErrorException("Cannot read --raw " + raw + ": " + failed.getMessage(), failed);
        }
    }
}
