package dev.sluice.service.rawzone.storage;

import dev.sluice.record.commitlog.RawFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A storage whose calls fail, hang or end the caller when a test says so, before or after they have taken effect. */
public class FaultyStorage implements RawStorage {

    private final RawStorage storage;
    private final Fault fault;

    public enum When {
        BEFORE,
        AFTER
    }

    /** Asked around each call that changes something. */
    public interface Fault {
        void strike(String call, When when) throws IOException;
    }

    private interface Call<T> {
        T run() throws IOException;
    }

    public FaultyStorage(RawStorage storage, Fault fault) {
        this.storage = storage;
        this.fault = fault;
    }

    private <T> T around(String call, Call<T> effect) throws IOException {
        fault.strike(call, When.BEFORE);
        T result = effect.run();
        fault.strike(call, When.AFTER);
        return result;
    }

    @Override
    public Prepared prepare(Path local, String path) throws IOException {
        return around("prepare", () -> storage.prepare(local, path));
    }

    @Override
    public void publish(RawFile file) throws IOException {
        around("publish", () -> {
            storage.publish(file);
            return true;
        });
    }

    @Override
    public List<Prepared> prepared(String dataset) throws IOException {
        return storage.prepared(dataset);
    }

    @Override
    public void discard(Prepared file) throws IOException {
        around("discard", () -> {
            storage.discard(file);
            return true;
        });
    }

    @Override
    public boolean createIfAbsent(String name, byte[] content) throws IOException {
        return around("create", () -> storage.createIfAbsent(name, content));
    }

    @Override
    public void replace(String name, byte[] content) throws IOException {
        around("replace", () -> {
            storage.replace(name, content);
            return true;
        });
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        return storage.read(name);
    }

    @Override
    public List<String> list(String folder, String after) throws IOException {
        return storage.list(folder, after);
    }

    @Override
    public void forEachFile(String folder, Found found) throws IOException {
        storage.forEachFile(folder, found);
    }

    @Override
    public OptionalLong length(String name) throws IOException {
        return storage.length(name);
    }

    @Override
    public InputStream open(String name) throws IOException {
        return storage.open(name);
    }
}
