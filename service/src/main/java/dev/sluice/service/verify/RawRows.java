package dev.sluice.service.verify;

import dev.sluice.record.commandline.UserErrorException;
import dev.sluice.service.rawzone.parquet.SourcePositions;
import dev.sluice.service.rawzone.parquet.SourcePositions.Position;
import dev.sluice.service.rawzone.storage.RawStorage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.function.Consumer;

/** Reads which records the files of RAW hold. */
final class RawRows {

    private final RawStorage storage;

    RawRows(RawStorage storage) {
        this.storage = storage;
    }

    /** @param paths of files; one that is gone or damaged has no rows, which the check of the zone says */
    void read(Collection<String> paths, Consumer<Position> to) {
        try {
            // A Parquet reader jumps about in the file, which only a local one is good for.
            Path local = Files.createTempFile("sluice-verify-", ".parquet");
            try {
                for (String path : paths) {
                    read(path, local, to);
                }
            } finally {
                Files.deleteIfExists(local);
            }
        } catch (IOException failure) {
            throw new UserErrorException("Cannot read the files of RAW: " + failure.getMessage(), failure);
        }
    }

    private void read(String path, Path local, Consumer<Position> to) throws IOException {
        try (InputStream in = storage.open(path)) {
            Files.copy(in, local, StandardCopyOption.REPLACE_EXISTING);
        } catch (FileNotFoundException gone) {
            return;
        }
        try {
            SourcePositions.read(local, to);
        } catch (IOException damaged) {
            return;
        }
    }
}
