package dev.sluice.record.durable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Files on a local file system with hard links that are durable once a method has returned. Thread-safe, also
 * among processes.
 */
public final class DurableFiles {

    private DurableFiles() {}

    /**
     * Creates a file with all of its content, in one step, unless there is one of that name. Missing folders are
     * created. Of any number of callers exactly one creates it. A crash may leave a hidden file
     * {@code .<name>.<random>.aside} behind, which nothing refers to.
     *
     * @return whether this call created it; if not, the file that exists is durable
     */
    public static boolean createIfAbsent(Path target, byte[] content) throws IOException {
        return createIfAbsent(target, aside -> writeNew(aside, content));
    }

    /**
     * The same for content that need not fit into memory.
     *
     * @param content is read to its end and not closed
     * @throws IOException also when the content has another number of bytes; then there is no file
     */
    public static boolean createIfAbsent(Path target, InputStream content, long bytes) throws IOException {
        return createIfAbsent(target, aside -> {
            long copied = Files.copy(content, aside);
            if (copied != bytes) {
                throw new IOException("Cannot write " + target + ": got " + copied + " bytes, expected " + bytes);
            }
            fsync(aside);
        });
    }

    private interface Content {
        void writeTo(Path newFile) throws IOException;
    }

    private static boolean createIfAbsent(Path target, Content content) throws IOException {
        Path folder = folderOf(target);
        createFolders(folder);
        Path aside = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".aside");
        try {
            content.writeTo(aside);
            // A hard link fails when the name exists; a rename would replace it.
            Files.createLink(target, aside);
            return true;
        } catch (FileAlreadyExistsException lost) {
            return false;
        } finally {
            Files.deleteIfExists(aside);
            fsyncDirectory(folder);
        }
    }

    /** Creates a folder with its missing parents, each durable in the one above it. */
    public static void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folderOf(folder);
        createFolders(parent);
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException madeByAnother) {
            if (!Files.isDirectory(folder)) {
                throw madeByAnother;
            }
        }
        fsyncDirectory(parent);
    }

    /** Makes the names within a folder durable. */
    public static void fsyncDirectory(Path folder) throws IOException {
        fsync(folder);
    }

    /** Makes the content of a file durable. */
    public static void fsync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void writeNew(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static Path folderOf(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("Invalid path: " + path + ", expected one within a folder");
        }
        return parent;
    }
}
