package dev.sluice.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** Where the state of each epoch lies: {@code <state-dir>/<dataset>/epoch-<number>}, so none is taken for another's. */
final class StateFolders {

    private static final Logger log = LoggerFactory.getLogger(StateFolders.class);

    private static final String PREFIX = "epoch-";

    private StateFolders() {}

    static Path of(Path stateDir, String dataset, int epoch) {
        return stateDir.resolve(dataset).resolve(PREFIX + epoch);
    }

    /** Removes the state of all other epochs of the dataset. */
    static void removeOthers(Path stateDir, String dataset, int epoch) throws IOException {
        Path folder = stateDir.resolve(dataset);
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> others;
        try (Stream<Path> children = Files.list(folder)) {
            others = children.filter(child -> child.getFileName().toString().startsWith(PREFIX))
                    .filter(child -> !child.equals(of(stateDir, dataset, epoch)))
                    .toList();
        }
        for (Path other : others) {
            log.info("Removing the state of an earlier epoch folder={}", other);
            FileSystemUtils.deleteRecursively(other);
        }
    }
}
