package dev.sluice.service.rawzone.fsck;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.record.commitlog.RecordName;
import dev.sluice.service.rawzone.FakeKafka;
import dev.sluice.service.rawzone.Writer;
import dev.sluice.service.rawzone.storage.LocalStorage;
import dev.sluice.service.rawzone.storage.RawStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A RAW zone of one partition, four files, and the hand that damages it. */
public final class DamagedZone {

    public static final String CHAIN = "_commits/things/cluster-1/topic-1/p=00000";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;

    private DamagedZone(Path root) {
        this.root = root;
    }

    /** Undamaged yet: the offsets 0 to 19 in files of at most three rows. */
    public static DamagedZone in(Path directory) throws IOException {
        return writtenThrough(new LocalStorage(directory.resolve("raw")), directory);
    }

    static DamagedZone at(Path root) {
        return new DamagedZone(root);
    }

    static DamagedZone writtenThrough(RawStorage storage, Path directory) throws IOException {
        new Writer(directory, storage, new FakeKafka(), 10).run();
        return new DamagedZone(directory.resolve("raw"));
    }

    public Path root() {
        return root;
    }

    public Path resolve(String name) {
        return root.resolve(name);
    }

    /** Relative paths of the data files, in the order of their offsets. */
    public List<String> files() throws IOException {
        try (var files = Files.walk(root.resolve("things"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted((a, b) -> Long.compare(firstOffset(a), firstOffset(b)))
                    .toList();
        }
    }

    private static long firstOffset(String file) {
        return Long.parseLong(file.split("things\\.rows-0-")[1].split("-")[0]);
    }

    /** The record that brings, or would bring, the rows from an offset on; before it the writer was idle for two hours. */
    static String record(long start) {
        return CHAIN + "/" + new RecordName(start, start == 0 ? 0 : 2);
    }

    void change(String record, Consumer<ObjectNode> change) throws IOException {
        Path file = root.resolve(record);
        ObjectNode json = (ObjectNode) JSON.readTree(file.toFile());
        change.accept(json);
        JSON.writeValue(file.toFile(), json);
    }

    ObjectNode read(String record) throws IOException {
        return (ObjectNode) JSON.readTree(root.resolve(record).toFile());
    }

    public void write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
