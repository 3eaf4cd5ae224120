package dev.sluice.batch.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;

/**
 * One zone of the lake. Paths are relative to its root, with {@code /} between their parts. Implementations
 * are thread-safe and need no closing.
 */
public interface LakeStorage {

    /** A direct child of a folder; {@code bytes} is 0 for a folder. */
    record Entry(String name, boolean folder, long bytes) {

        /** By the rule that Spark and Hive read a folder by. */
        public boolean isData() {
            return !folder && !name.startsWith("_") && !name.startsWith(".");
        }
    }

    /** Empty when there is no such file. */
    Optional<byte[]> read(String path) throws IOException;

    /** @throws IOException also when there is no such file */
    InputStream open(String path) throws IOException;

    /** Empty when there is no such file. */
    OptionalLong size(String path) throws IOException;

    /** By name; none when there is no such folder. */
    List<Entry> list(String folder) throws IOException;

    /**
     * Creates a file with all its content in one step and makes it durable. Of several callers with different content one
     * gets true. After an exception the file may or may not be there.
     */
    boolean createIfAbsent(String path, byte[] content) throws IOException;

    /**
     * The same for large content.
     *
     * @param bytes that the content has; with another number nothing is created
     */
    boolean createIfAbsent(String path, InputStream content, long bytes) throws IOException;

    /** Creates or replaces a file in one step; readers see the old or the new content. */
    void replace(String path, byte[] content) throws IOException;

    /** Makes files and their names survive a loss of power. */
    void makeDurable(Collection<String> paths) throws IOException;

    /**
     * Renames a file, never onto another, and creates the folder it goes to.
     *
     * @return false when there is nothing at {@code from}
     */
    boolean move(String from, String to) throws IOException;

    /**
     * Moves a file to the same path of another zone, durably, never onto another file: in one step where the storage can,
     * else by a copy that gets its name when it is whole. Repeating it finishes a move that was interrupted.
     *
     * @return false when there is nothing at {@code path}
     */
    default boolean moveTo(LakeStorage other, String path) throws IOException {
        OptionalLong bytes = size(path);
        if (bytes.isEmpty()) {
            return false;
        }
        boolean created;
        try (InputStream content = open(path)) {
            created = other.createIfAbsent(path, content, bytes.getAsLong());
        }
        if (!created && !SameContent.is(this, path, other, path)) {
            throw new FileAlreadyExistsException(other.location(path));
        }
        delete(path);
        return true;
    }

    /** Does nothing when there is no such file. */
    void delete(String path) throws IOException;

    /** With all it holds; does nothing when there is no such folder. What is written into it meanwhile may stay. */
    void deleteFolder(String folder) throws IOException;

    /** The path as a URI that Spark and Hadoop read. */
    String location(String path);

    /** What Hadoop's clients need to reach {@link #location}; not to be changed. */
    Configuration hadoop();
}
