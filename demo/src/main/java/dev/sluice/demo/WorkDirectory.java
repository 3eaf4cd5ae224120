package dev.sluice.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Where a demo keeps what nobody needs afterwards: the broker's data, logs, state. */
record WorkDirectory(Path path) {

    static WorkDirectory create() throws IOException {
        var directory = new WorkDirectory(Files.createTempDirectory("sluice-demo-"));
        Files.createDirectory(directory.logs());
        return directory;
    }

    Path broker() {
        return path.resolve("broker");
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path state() {
        return path.resolve("state");
    }

    Path lake() {
        return path.resolve("lake");
    }

    void delete() throws IOException {
        List<Path> deepestFirst;
        try (var all = Files.walk(path)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException alreadyDeleted) {
            return;
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
