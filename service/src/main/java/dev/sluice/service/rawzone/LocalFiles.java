package dev.sluice.service.rawzone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder where one sink writes its files. It is locked, so that the next sink can tell the folders of killed ones,
 * whose rows are still in Kafka, and remove them.
 */
final class LocalFiles implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LocalFiles.class);

    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel lock;

    private LocalFiles(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static LocalFiles in(Path localDir) throws IOException {
        Files.createDirectories(localDir);
        removeAbandoned(localDir);
        while (true) {
            Path folder = Files.createDirectory(localDir.resolve("sink-" + UUID.randomUUID()));
            Path lockFile = folder.resolve(LOCK);
            FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            // A sink that starts at the same time may take the folder for an abandoned one until it is locked.
            if (locked(lock) && Files.exists(lockFile)) {
                return new LocalFiles(folder, lock);
            }
            lock.close();
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    Path newFile() {
        return folder.resolve(UUID.randomUUID() + ".parquet.inprogress");
    }

    private static void removeAbandoned(Path localDir) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(localDir, "sink-*")) {
            for (Path other : folders) {
                try (FileChannel channel = FileChannel.open(other.resolve(LOCK), StandardOpenOption.WRITE)) {
                    if (locked(channel)) {
                        log.info("Removing unfinished files of a sink that was killed folder={}", other);
                        remove(other);
                    }
                } catch (NoSuchFileException starting) {
                    log.debug("Leaving a folder whose sink is just starting folder={}", other);
                }
            }
        }
    }

    private static void remove(Path other) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(other)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(other);
    }

    @Override
    public void close() throws IOException {
        lock.close();
        remove(folder);
    }
}
