package dev.sluice.chaos.world;

import dev.sluice.chaos.oracle.RawReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The storage that RAW is in, from a reader's side; shares nothing with the service's own way to it. Names are relative
 * to the RAW zone's root. Thread-safe.
 */
public interface Lake extends RawReader.Files, AutoCloseable {

    /** For the service's {@code --raw}. */
    String location();

    /** Further settings that the service needs for it. */
    Map<String, String> settings();

    /** System properties that the service's process needs for it. */
    Map<String, String> properties();

    /** The commit records of a dataset, and the data files that were archived or are visible, as local files. */
    Path copy(String dataset) throws IOException;

    /** Creates a small file. */
    void write(String name, byte[] content) throws IOException;

    /** Moves a visible file away, as retention does, to the same name below {@code _archive}. */
    void archive(String name) throws IOException;

    /** The process that serves it, where there is one, to be killed and started again. */
    Optional<Server> server();

    /** The line between the service and that process, where there is one. */
    default Optional<TcpProxy> line() {
        return Optional.empty();
    }

    /** A storage server. */
    interface Server {

        void kill();

        void start() throws IOException;
    }

    @Override
    void close() throws IOException;
}
