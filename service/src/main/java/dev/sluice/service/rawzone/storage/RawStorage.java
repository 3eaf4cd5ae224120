package dev.sluice.service.rawzone.storage;

import dev.sluice.record.commitlog.RawFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the commit log protocol needs of a storage. Names are relative to the RAW zone's root, with {@code /} between
 * their parts. Thread-safe.
 *
 * <p>An {@link IOException} says that the call may or may not have taken effect; every call may be repeated. A
 * {@link RawZoneException} says that repeating does not help.
 */
public interface RawStorage extends AutoCloseable {

    /**
     * Brings a complete local file into the storage, durable but not yet visible to readers. The local file stays.
     *
     * @param path the name that it is to have once published
     */
    Prepared prepare(Path local, String path) throws IOException;

    /**
     * Gives a prepared file its name in one step, without overwriting. Has no effect when that was done before, by
     * whomever.
     *
     * @throws RawZoneException when the file is neither prepared nor published, or when another file has its name
     */
    void publish(RawFile file) throws IOException;

    /** The prepared files of a dataset that are neither published nor discarded, by whomever. */
    List<Prepared> prepared(String dataset) throws IOException;

    /** Removes a prepared file; it must not be referenced by a commit record. No effect when there is none. */
    void discard(Prepared file) throws IOException;

    /**
     * Creates a small file, whole and durable, unless its name is taken. Of any number of callers, one wins.
     *
     * @return whether this call created it; false also when an earlier call of the same caller did, so that a caller
     *     who must know reads the file back
     */
    boolean createIfAbsent(String name, byte[] content) throws IOException;

    /** Creates or replaces a small file in one step. For hints only: nothing may depend on who wins. */
    void replace(String name, byte[] content) throws IOException;

    Optional<byte[]> read(String name) throws IOException;

    /**
     * The names of a folder's files and folders that sort after a name, in ascending order; empty when there is no such
     * folder. Costly on some storages: never on the normal path.
     *
     * @param folder empty for the root
     */
    List<String> list(String folder, String after) throws IOException;

    /**
     * Tells of every file below a folder that readers can see, in no order; of none when there is no such folder. Files
     * and folders whose names begin with a dot are left out. Costly: for checks of the whole zone.
     */
    void forEachFile(String folder, Found found) throws IOException;

    /** Told of a file's name and length. */
    interface Found {
        void file(String name, long bytes);
    }

    /** The length of a file that readers can see; empty when there is none. */
    OptionalLong length(String name) throws IOException;

    /**
     * The bytes of a file, to be closed by the caller.
     *
     * @throws FileNotFoundException when there is none
     */
    InputStream open(String name) throws IOException;

    /**
     * Checks that the storage can be written and honours {@link #createIfAbsent} when eight callers race.
     *
     * @throws RawZoneException when it cannot be used, saying why
     */
    default void probe() {
        new StorageProbe(this).run();
    }

    @Override
    default void close() {}
}
