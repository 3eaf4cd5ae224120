package dev.sluice.chaos.world;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;

/**
 * The service's classes in the form in which a JVM loads them fast: half of the work of a start. The first instance that
 * ends in an orderly way leaves it behind; those before it start slowly. Without effect unless the class path is all jars.
 */
final class ClassArchive {

    private final Path file;

    ClassArchive(Path file) {
        this.file = file;
    }

    /**
     * For a process that is about to start.
     *
     * @param draft where it leaves an archive, when there is none yet
     */
    List<String> options(Path draft) {
        if (Files.exists(file)) {
            return List.of("-XX:SharedArchiveFile=" + file);
        }
        boolean possible = Arrays.stream(ChildProcess.classPath().split(File.pathSeparator))
                .allMatch(entry -> Files.isRegularFile(Path.of(entry)));
        return possible
                ? List.of("-XX:ArchiveClassesAtExit=" + draft, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
                : List.of();
    }

    /** Of a process that has ended. */
    void take(Path draft) {
        try {
            if (Files.exists(draft) && !Files.exists(file)) {
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
