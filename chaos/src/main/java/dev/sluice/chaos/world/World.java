package dev.sluice.chaos.world;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/** Brokers and a lake, for any number of trials. Not thread-safe. */
public final class World implements AutoCloseable {

    /** How long a group waits for a member of which it hears nothing. */
    public static final Duration SESSION = Duration.ofSeconds(6);

    private final Path folder;
    private final Brokers brokers;
    private final Lake lake;
    private final ClassArchive classes;
    private int trials;

    public World(Path folder, Brokers brokers, Lake lake) {
        this.folder = folder;
        this.brokers = brokers;
        this.lake = lake;
        this.classes = new ClassArchive(folder.resolve("service.jsa"));
    }

    /** For what trials leave behind. */
    public Path folder() {
        return folder;
    }

    public Brokers brokers() {
        return brokers;
    }

    public Lake lake() {
        return lake;
    }

    ClassArchive classes() {
        return classes;
    }

    /** A new dataset under test. */
    public Trial trial(int partitions, Random random) throws Exception {
        return new Trial(this, "chaos" + ++trials, partitions, random);
    }

    /** A dataset of this name, which another world may have as well. */
    public Trial trial(String dataset, int partitions, Random random) throws Exception {
        return new Trial(this, dataset, partitions, random);
    }

    @Override
    public void close() throws IOException {
        brokers.close();
        lake.close();
    }
}
